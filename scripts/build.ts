import { build } from './bundles.ts';

for (const { name, isFresh, milliseconds } of await build()) {
  console.log(isFresh ? `built ${name} in ${(milliseconds / 1000).toFixed(1)} s` : `${name}: nothing has changed`);
}
