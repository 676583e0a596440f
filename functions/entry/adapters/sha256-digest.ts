import { createHash } from 'node:crypto';
import type { Digest } from '../ports.ts';

/** SHA-256 cut to 128 bits; the length of each part is hashed too, so that `a` + `bc` is not `ab` + `c`. */
export const sha256Digest: Digest = {
  of(...parts) {
    const hash = createHash('sha256');
    for (const part of parts) hash.update(`${Buffer.byteLength(part)}:`).update(part);
    return hash.digest().subarray(0, 16).toString('base64url');
  },
};
