// Begins the tests, once this Node can: TypeScript is run as it is from 22.18 on. Plain JavaScript on purpose, and
// `test.ts` is a link to it: Node 20 runs a link by its target's name, so that who types either is told what to type.
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major > 22 || (major === 22 && minor >= 18)) {
  await import('./run-tests.ts');
} else {
  console.error(
    `Node ${process.versions.node} cannot run these tests, which need 22.18 or newer: type \`npm test\`, which takes the Node 24 of the packages (\`npm ci\` brings it).`,
  );
  process.exitCode = 1;
}
