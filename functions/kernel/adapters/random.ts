import { randomBytes } from 'node:crypto';
import type { Random } from '../ports.ts';

export const systemRandom: Random = {
  id: () => randomBytes(16).toString('base64url'),
};
