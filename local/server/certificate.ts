import { X509Certificate } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { isIP } from 'node:net';
import tls from 'node:tls';
import { generate } from 'selfsigned';
import type { DataDirectory } from '../data/directory.ts';
import { openJsonFile } from '../data/json-file.ts';
import { StartError } from '../errors.ts';

/** What the public port speaks TLS with. */
export interface Certificate {
  /** PEM */
  readonly key: string;
  /** PEM; it is its own authority */
  readonly cert: string;
  /** SHA-256 of it, as browsers show it: pairs of digits between colons */
  readonly fingerprint: string;
  /** the file in which a phone gets it, to be installed as trusted */
  readonly file: string;
}

/** Safari takes none that is valid for more than 825 days. */
const VALID_DAYS = 365;
const DAY_MS = 24 * 3600 * 1000;

/**
 * The certificate for the names that this machine goes by. It is made at the first start and kept while it holds, so that a
 * browser which was told to go on does not ask again after a restart.
 * @throws {StartError} on a Node whose threads cannot be told to trust it
 */
export async function openCertificate(data: DataDirectory, names: readonly string[]): Promise<Certificate> {
  if (!('setDefaultCACertificates' in tls)) {
    throw new StartError(
      `--host needs Node 22.19, 24.5 or newer, this is ${process.versions.node}: run \`npm ci\`, which brings one.`,
    );
  }
  const store = openJsonFile<{ key?: string; cert?: string }>(data.file('tls.json'), {});
  const { value } = store;
  if (value.key === undefined || value.cert === undefined || !holds(value.cert, names)) {
    const made = await make(names);
    value.key = made.private;
    value.cert = made.cert;
    store.save();
  }
  const file = data.file('certificate.pem');
  writeFileSync(file, value.cert);
  return { key: value.key, cert: value.cert, fingerprint: new X509Certificate(value.cert).fingerprint256, file };
}

/** Whether it is for all of the names, and for another day. */
function holds(cert: string, names: readonly string[]): boolean {
  const certificate = new X509Certificate(cert);
  const isFor = (name: string): boolean =>
    (isIP(name) === 0 ? certificate.checkHost(name) : certificate.checkIP(name)) !== undefined;
  return Date.parse(certificate.validTo) > Date.now() + DAY_MS && names.every(isFor);
}

const make = (names: readonly string[]) =>
  generate([{ name: 'commonName', value: 'Otvet on this machine' }], {
    keyType: 'ec',
    algorithm: 'sha256',
    notAfterDate: new Date(Date.now() + VALID_DAYS * DAY_MS),
    extensions: [
      // An authority of its own: phones install nothing else as trusted.
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'keyUsage', digitalSignature: true, keyCertSign: true, critical: true },
      { name: 'extKeyUsage', serverAuth: true },
      {
        name: 'subjectAltName',
        altNames: names.map((name) => (isIP(name) === 0 ? { type: 2, value: name } : { type: 7, ip: name })),
      },
    ],
  });
