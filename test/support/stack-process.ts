import { QUICK_SWEEP, startTestStack } from './stack.ts';

/**
 * The stack as a process of its own, to be killed: `stack-process.ts <data> <port> [<workspace>]`. Sweeps each five seconds. Makes the workspace if it is
 * named, and says on one line where everything is. Ends with its standard input.
 */
const [data = '', port = '0', id] = process.argv.slice(2);
const stack = await startTestStack({ ...QUICK_SWEEP, data, port: Number(port) });
const workspace = id === undefined ? null : await stack.workspace({ id });
process.stdout.write(`${JSON.stringify({ url: stack.url, table: stack.table, outputs: stack.outputs, workspace })}\n`);
process.stdin.on('end', () => void stack.stop().then(() => process.exit(0)));
process.stdin.resume();
