import { wrongFields } from './fields.ts';
import type { Row } from './make.ts';
import { refused } from './refused.ts';
import { notAFrame, notJson, outOfRole, tooLarge, unknown } from './shapes.ts';

/** All of them, by what is wrong. */
export const MALFORMED: readonly (readonly [kind: string, rows: readonly Row[]])[] = [
  ['not JSON', notJson],
  ['JSON, but no frame', notAFrame],
  ['no command at all', unknown],
  ['a command of the other role', outOfRole],
  ['a field that is not right', wrongFields],
  ['more text than fits', tooLarge],
  ['refused by the rules', refused],
];
