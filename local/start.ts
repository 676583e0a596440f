/** `npm start`: builds, synthesizes, and boots the stack on this machine. */
import { join, relative, resolve } from 'node:path';
import { messageOf, StartError } from './errors.ts';
import { startOptions } from './options.ts';
import { prepare } from './prepare.ts';
import type { Certificate } from './server/certificate.ts';
import type { Stack } from './stack.ts';

const TOP = join(import.meta.dirname, '..');

const DAY_MS = 24 * 3600 * 1000;

const greeting = (
  url: string,
  data: string,
): string => `Otvet is running on your machine (nothing leaves it).   Ctrl-C stops, data in ${data}/ (--fresh empties)
  See it in one minute   ${url}/stage/
  Shop  /   Console  /console/ (sign in as Anna, Oleg ...)   Lead's phone  /pager/`;

const aboutCertificate = ({ fingerprint, file }: Certificate): string =>
  `  The certificate is this machine's own. A browser says "Not secure" or "Your connection is not private": go on (Advanced), once
  SHA-256 ${fingerprint}
  Chats, sign-in and calls work then. Notifications on a phone need it as trusted: install ${relative(TOP, file)} there`;

async function main(): Promise<void> {
  const options = startOptions(process.argv.slice(2), process.env);
  let stack: Stack | undefined;
  let isStopping = false;
  const stop = async (): Promise<void> => {
    // A second Ctrl-C does not wait.
    if (isStopping) process.exit(1);
    isStopping = true;
    await stack?.stop();
    process.exit(0);
  };
  process.on('SIGINT', () => void stop());
  process.on('SIGTERM', () => void stop());

  // The parts of the machine load while it builds.
  const [{ boot }, { isDemoRecord, openDemo }] = await Promise.all([
    import('./boot.ts'),
    import('./demo/demo.ts'),
    prepare(),
  ]);
  stack = await boot({ ...options, data: resolve(TOP, options.data), isDone: isDemoRecord });
  const demo = await openDemo({
    endpoint: stack.awsEndpoint,
    tableName: stack.table.name,
    userPoolId: stack.outputs['UserPoolId'] ?? '',
    origins: stack.origins,
  });
  stack.addRoutes(...demo.routes);
  if (isStopping) return;
  console.log(greeting(stack.url, options.data));
  if (stack.certificate !== undefined) console.log(aboutCertificate(stack.certificate));
  if (demo.age > DAY_MS) console.log('  The demo was made more than a day ago: npm start -- --fresh for a new one');
  // Its past is written while people open their browsers.
  await demo.seed().catch((error: unknown) => {
    if (!isStopping)
      console.error(`The past of the demo could not be written, the next start goes on: ${messageOf(error)}`);
  });
}

main().catch((error: unknown) => {
  console.error(error instanceof StartError ? error.message : error);
  process.exit(1);
});
