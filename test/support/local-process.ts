/** Boots a fixture in a process of its own, so that a test can kill it: prints the addresses. Ends with its standard input. */
import { boot } from '../../local/boot.ts';

const [assembly = '', data = ''] = process.argv.slice(2);
const stack = await boot({ assembly, data, web: assembly });
console.log(JSON.stringify({ sockets: stack.sockets, awsEndpoint: stack.awsEndpoint }));
process.stdin.on('end', () => void stack.stop().then(() => process.exit(0)));
process.stdin.resume();
