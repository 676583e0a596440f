/**
 * Synthesizes when its standard input ends, and loads the CDK until then: a second and a half that `npm start` needs not
 * wait for after the build.
 */
import { text } from 'node:stream/consumers';

await Promise.all([import('../infra/otvet-stack.ts'), text(process.stdin)]);
await import('../infra/app.ts');
