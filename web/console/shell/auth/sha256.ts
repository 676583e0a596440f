/**
 * SHA-256 for pages that a browser calls insecure (plain http on a network address, as when the console is tried on a
 * phone beside the desk): `crypto.subtle` is missing there, and PKCE wants the hash. FIPS 180-4.
 */
export function sha256(message: Uint8Array): Uint8Array {
  const padded = pad(message);
  const hash = Uint32Array.from(INITIAL);
  const w = new Uint32Array(64);
  for (let block = 0; block < padded.byteLength; block += 64) {
    for (let t = 0; t < 16; t++) w[t] = padded.getUint32(block + t * 4);
    for (let t = 16; t < 64; t++) {
      const [a, b] = [at(w, t - 15), at(w, t - 2)];
      const s0 = rotate(a, 7) ^ rotate(a, 18) ^ (a >>> 3);
      const s1 = rotate(b, 17) ^ rotate(b, 19) ^ (b >>> 10);
      w[t] = at(w, t - 16) + s0 + at(w, t - 7) + s1;
    }
    compress(hash, w);
  }
  const bytes = new DataView(new ArrayBuffer(32));
  hash.forEach((word, i) => {
    bytes.setUint32(i * 4, word);
  });
  return new Uint8Array(bytes.buffer);
}

const at = (words: Uint32Array, i: number): number => words[i] ?? 0;
const rotate = (x: number, n: number): number => (x >>> n) | (x << (32 - n));

function compress(hash: Uint32Array, w: Uint32Array): void {
  let [a, b, c, d, e, f, g, h] = [...hash] as [number, number, number, number, number, number, number, number];
  for (let t = 0; t < 64; t++) {
    const s1 = rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25);
    const t1 = (h + s1 + ((e & f) ^ (~e & g)) + at(ROUND, t) + at(w, t)) | 0;
    const s0 = rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22);
    const t2 = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    [h, g, f, e, d, c, b, a] = [g, f, e, (d + t1) | 0, c, b, a, (t1 + t2) | 0];
  }
  [a, b, c, d, e, f, g, h].forEach((word, i) => {
    hash[i] = at(hash, i) + word;
  });
}

function pad(message: Uint8Array): DataView {
  const length = Math.ceil((message.length + 9) / 64) * 64;
  const bytes = new Uint8Array(length);
  bytes.set(message);
  bytes[message.length] = 0x80;
  const view = new DataView(bytes.buffer);
  view.setUint32(length - 4, message.length * 8);
  return view;
}

/** The first 32 bits of the fractional parts of roots of the first primes: square roots start it, cube roots stir it. */
const PRIMES: readonly number[] = Array.from({ length: 311 }, (_, n) => n + 2).filter((n) => {
  for (let d = 2; d * d <= n; d++) if (n % d === 0) return false;
  return true;
});
const fraction = (x: number): number => ((x - Math.floor(x)) * 2 ** 32) >>> 0;
const INITIAL = PRIMES.slice(0, 8).map((p) => fraction(Math.sqrt(p)));
const ROUND = Uint32Array.from(PRIMES.slice(0, 64), (p) => fraction(Math.cbrt(p)));
