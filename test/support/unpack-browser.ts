import { packagedBrowser, UNPACKED } from './packaged-browser.ts';

/** Before the suites that open pages: the packaged browser is unpacked once for all their files, and removed after the last. */
export default async function unpackBrowser(): Promise<(() => Promise<void>) | undefined> {
  if (process.env[UNPACKED] !== undefined) return undefined; // the other suite's, or the caller's
  const packaged = await packagedBrowser();
  if (packaged === undefined) return undefined;
  process.env[UNPACKED] = packaged.folder;
  return async () => {
    delete process.env[UNPACKED];
    await packaged.remove();
  };
}
