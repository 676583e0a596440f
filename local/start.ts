/** `npm start`: builds, synthesizes, and boots the stack on this machine. */
import { join, resolve } from 'node:path';
import { boot } from './boot.ts';
import { StartError } from './errors.ts';
import { startOptions } from './options.ts';
import { prepare } from './prepare.ts';
import type { Stack } from './stack.ts';

const TOP = join(import.meta.dirname, '..');

const greeting = (
  url: string,
  data: string,
): string => `Otvet is running on your machine (nothing leaves it).   Ctrl-C stops, data in ${data}/ (--fresh empties)
  See it in one minute   ${url}/stage/
  Shop  /   Console  /console/ (sign in as Anna, Oleg ...)   Lead's phone  /pager/`;

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

  await prepare();
  stack = await boot({ ...options, data: resolve(TOP, options.data) });
  if (isStopping) return;
  console.log(greeting(stack.url, options.data));
}

main().catch((error: unknown) => {
  console.error(error instanceof StartError ? error.message : error);
  process.exit(1);
});
