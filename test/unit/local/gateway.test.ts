import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { frameMeter } from '../../../local/gateway/frame-meter.ts';
import { matchRoute } from '../../../local/gateway/http-routes.ts';
import { tokenBucket } from '../../../local/gateway/token-bucket.ts';
import { startOptions } from '../../../local/options.ts';

describe('the throttle of a stage', () => {
  it('lets a burst through, then the rate', () => {
    let now = 0;
    const bucket = tokenBucket({ rate: 10, burst: 3 }, () => now);
    expect([bucket.take(), bucket.take(), bucket.take(), bucket.take()]).toEqual([true, true, true, false]);
    now += 100;
    expect([bucket.take(), bucket.take()]).toEqual([true, false]);
    now += 60_000;
    expect([1, 2, 3, 4].map(() => bucket.take())).toEqual([true, true, true, false]);
  });

  it('with only one of its two figures lets nothing through, as in AWS', () => {
    expect(tokenBucket({ rate: 0, burst: 100 }).take()).toBe(false);
    expect(tokenBucket({ rate: 100, burst: 0 }).take()).toBe(false);
    expect(tokenBucket(undefined).take()).toBe(true);
  });
});

describe('the meter of frames', () => {
  /** A masked frame as clients send it. */
  const frame = (bytes: number): Buffer => {
    const length =
      bytes < 126
        ? [0x80 | bytes]
        : bytes < 65_536
          ? [0xfe, bytes >> 8, bytes & 0xff]
          : [0xff, 0, 0, 0, 0, 0, bytes >> 16, (bytes >> 8) & 0xff, bytes & 0xff];
    return Buffer.concat([Buffer.from([0x81, ...length, 1, 2, 3, 4]), Buffer.alloc(bytes, 7)]);
  };

  it('knows the length of each frame, however the bytes are cut', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.nat(200), fc.nat(70_000)), { maxLength: 6 }),
        fc.array(fc.integer({ min: 1, max: 5_000 }), { minLength: 1 }),
        (lengths, cuts) => {
          const seen: number[] = [];
          const meter = frameMeter((bytes) => seen.push(bytes));
          let rest = Buffer.concat(lengths.map(frame));
          for (let index = 0; rest.length > 0; index++) {
            const cut = cuts[index % cuts.length] ?? 1;
            meter(rest.subarray(0, cut));
            rest = rest.subarray(cut);
          }
          expect(seen).toEqual(lengths);
        },
      ),
      { numRuns: 50 },
    );
  });
});

describe('routes of an HTTP API', () => {
  const keys = [
    'GET /v1/{proxy+}',
    'ANY /v1/{proxy+}',
    'GET /v1/things',
    'GET /v1/things/{id}',
    'POST /p/{id}',
    '$default',
  ];
  const routes = (some: readonly string[] = keys) =>
    some.map((key) => ({ key, functionArn: '', timeoutMs: 0, authorizer: undefined, hasResponse: false }));

  it.each([
    ['GET', '/v1/things', 'GET /v1/things'],
    ['GET', '/v1/things/7', 'GET /v1/things/{id}'],
    ['GET', '/v1/things/7/parts', 'GET /v1/{proxy+}'],
    ['PUT', '/v1/things', 'ANY /v1/{proxy+}'],
    ['POST', '/p/1', 'POST /p/{id}'],
    ['GET', '/p/1', '$default'],
    ['GET', '/', '$default'],
  ])('%s %s goes to %s', (method, path, key) => {
    expect(matchRoute(routes(), method, path)?.route.key).toBe(key);
  });

  it('give the variables of the path, decoded', () => {
    expect(matchRoute(routes(), 'GET', '/v1/things/a%2Fb')?.parameters).toEqual({ id: 'a/b' });
  });

  it('want nothing of what none of them names', () => {
    expect(matchRoute(routes(['GET /v1/{proxy+}']), 'GET', '/console/')).toBeUndefined();
  });
});

describe('the options of a start', () => {
  it('have defaults', () => {
    expect(startOptions([], {})).toEqual({
      port: 4400,
      host: '127.0.0.1',
      publicHost: 'localhost',
      secure: false,
      fresh: false,
      data: '.data',
    });
  });

  it('come from arguments and environment', () => {
    const options = startOptions(['--fresh', '--host', '0.0.0.0'], { OTVET_PORT: '5000', OTVET_DATA: '/tmp/x' });
    expect(options).toMatchObject({ port: 5000, host: '0.0.0.0', secure: true, fresh: true, data: '/tmp/x' });
    expect(options.publicHost).not.toBe('0.0.0.0');
  });

  it('say in a sentence what they do not understand', () => {
    expect(() => startOptions(['--colour'], {})).toThrow(/--colour.*Usage: npm start/);
    expect(() => startOptions([], { OTVET_PORT: 'eighty' })).toThrow('OTVET_PORT is "eighty"');
  });
});
