import { createHash, randomBytes, randomInt } from 'node:crypto';
import type { Digest } from '../../entry/ports.ts';
import type { Codes } from '../../paging/ports.ts';
import type { Random } from '../ports.ts';

export const systemRandom: Random = {
  id: () => randomBytes(16).toString('base64url'),
};

export const systemCodes: Codes = {
  digits: () => String(randomInt(1_000_000)).padStart(6, '0'),
  secret: () => `whsec_${randomBytes(24).toString('base64')}`,
};

/** SHA-256 cut to 128 bits; the length of each part is hashed too, so that `a` + `bc` is not `ab` + `c`. */
export const sha256Digest: Digest = {
  of(...parts) {
    const hash = createHash('sha256');
    for (const part of parts) hash.update(`${Buffer.byteLength(part)}:`).update(part);
    return hash.digest().subarray(0, 16).toString('base64url');
  },
};
