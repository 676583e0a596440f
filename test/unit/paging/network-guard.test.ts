import type { LookupAddress } from 'node:dns';
import { describe, expect, it } from 'vitest';
import { isPublic, networkGuard } from '../../../functions/paging/adapters/carriers/network-guard.ts';

describe('an address', () => {
  it.each([
    '8.8.8.8',
    '100.63.255.255',
    '100.128.0.1',
    '172.15.0.1',
    '172.32.0.1',
    '192.167.1.1',
    '193.0.0.1',
    '2001:4860:4860::8888',
    '2a00:1450:4010:c0f::65',
    '::ffff:8.8.8.8',
    '::ffff:808:808',
  ])('%s is public', (address) => expect(isPublic(address)).toBe(true));

  it.each([
    '0.0.0.0',
    '10.0.0.1',
    '100.64.0.1',
    '127.0.0.1',
    '127.255.255.254',
    '169.254.169.254', // metadata of AWS, and credentials of tasks
    '169.254.170.2',
    '172.16.0.1',
    '172.31.255.255',
    '192.168.1.1',
    '192.0.0.1',
    '192.0.2.1',
    '198.18.0.1',
    '203.0.113.7',
    '224.0.0.1',
    '255.255.255.255',
    '::',
    '::1',
    '::127.0.0.1',
    '::ffff:127.0.0.1',
    '::ffff:7f00:1',
    '::ffff:169.254.169.254',
    '::ffff:a9fe:a9fe',
    '::ffff:10.1.2.3',
    '64:ff9b::a9fe:a9fe', // translated into IPv4 by the network
    '64:ff9b:1::1',
    '100::1',
    '2001::1',
    '2001:db8::1',
    '2002:7f00:1::', // 6to4 of 127.0.0.1
    'fc00::1',
    'fd00:ec2::254', // metadata of AWS
    'fe80::1',
    'fe80::1%eth0',
    'fec0::1',
    'ff02::1',
    'localhost',
    '',
  ])('%s is not', (address) => expect(isPublic(address)).toBe(false));
});

/** Answers as a resolver would; `asked` holds the names. */
function resolver(...addresses: readonly string[]) {
  const asked: string[] = [];
  const found: LookupAddress[] = addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));
  return {
    asked,
    find: (name: string, _options: object, callback: (error: null, addresses: LookupAddress[]) => void) => {
      asked.push(name);
      callback(null, found);
    },
  };
}

type Answer = {
  readonly error: Error | null;
  readonly address: string | readonly LookupAddress[];
  readonly family?: number;
};
const looked = (guard: ReturnType<typeof networkGuard>, all: boolean): Promise<Answer> =>
  new Promise((resolve) => {
    guard.lookup('hooks.example', { all }, (error, address, family) =>
      resolve({ error, address, ...(family !== undefined && { family }) }),
    );
  });

describe('the guard of public networks', () => {
  it.each(['https://8.8.8.8/', 'https://hooks.example:8443/x?y', 'https://[2001:4860:4860::8888]/'])(
    'lets %s through',
    (url) => expect(() => networkGuard('public').check(new URL(url))).not.toThrow(),
  );

  it.each([
    'https://127.0.0.1/',
    'https://2130706433/', // 127.0.0.1 as one number
    'https://0x7f.1/',
    'https://017700000001/',
    'https://[::1]/',
    'https://[::ffff:169.254.169.254]/latest/meta-data',
    'https://169.254.169.254/latest/meta-data',
  ])('refuses %s: a connection to an address looks nothing up', (url) =>
    expect(() => networkGuard('public').check(new URL(url))).toThrow('not on the public internet'),
  );

  it.each(['http://hooks.example/', 'ftp://hooks.example/', 'file:///etc/passwd'])('refuses %s', (url) =>
    expect(() => networkGuard('public').check(new URL(url))).toThrow('https://'),
  );

  it('gives a connection the addresses that it has judged, in the form it was asked for', async () => {
    const { find, asked } = resolver('8.8.8.8', '2001:4860:4860::8888');
    const guard = networkGuard('public', find);
    expect(await looked(guard, false)).toEqual({ error: null, address: '8.8.8.8', family: 4 });
    expect(await looked(guard, true)).toEqual({
      error: null,
      address: [
        { address: '8.8.8.8', family: 4 },
        { address: '2001:4860:4860::8888', family: 6 },
      ],
    });
    expect(asked).toEqual(['hooks.example', 'hooks.example']);
  });

  it('refuses a name one of whose addresses is private, whichever stands first', async () => {
    for (const addresses of [['10.0.0.1'], ['8.8.8.8', '169.254.169.254'], ['::ffff:7f00:1', '8.8.8.8']]) {
      const { error } = await looked(networkGuard('public', resolver(...addresses).find), true);
      expect(error?.message).toBe('hooks.example is not on the public internet, and is not called.');
    }
  });
});

describe('the guard of one machine', () => {
  it('lets through what is on it, by http too', async () => {
    const guard = networkGuard('any', resolver('127.0.0.1').find);
    expect(() => guard.check(new URL('http://127.0.0.1:4400/hook'))).not.toThrow();
    expect(await looked(guard, false)).toEqual({ error: null, address: '127.0.0.1', family: 4 });
    expect(() => guard.check(new URL('file:///etc/passwd'))).toThrow('https://');
  });
});
