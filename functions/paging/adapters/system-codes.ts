import { randomBytes, randomInt } from 'node:crypto';
import type { Codes } from '../ports.ts';

export const systemCodes: Codes = {
  digits: () => String(randomInt(1_000_000)).padStart(6, '0'),
  secret: () => `whsec_${randomBytes(24).toString('base64')}`,
};
