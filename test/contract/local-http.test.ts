import { createHash, randomBytes } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createLocalJWKSet, type JSONWebKeySet, jwtVerify } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Stack } from '../../local/stack.ts';
import { signature } from '../support/local-calls.ts';
import { bootFixture, machineFixture } from '../support/local-machine.ts';

const fixture = machineFixture();
let stack: Stack;

beforeAll(async () => {
  const web = join(fixture.data, '../web');
  mkdirSync(join(web, 'console'), { recursive: true });
  mkdirSync(join(web, 'assets'));
  writeFileSync(join(web, 'console/index.html'), '<!doctype html>console');
  writeFileSync(join(web, 'assets/app-1234.js'), 'export {}');
  writeFileSync(join(web, '.hidden'), 'secret');
  stack = await bootFixture(fixture, {
    web,
    routes: [
      { method: 'POST', path: '/shop/identity', handle: ({ body }) => ({ status: 200, body: `hello ${body}` }) },
    ],
  });
});
afterAll(async () => {
  await stack?.stop();
  fixture.remove();
});

const get = (path: string, init: RequestInit = {}) => fetch(`${stack.url}${path}`, { redirect: 'manual', ...init });

describe('the HTTP API', () => {
  it('hands requests on in payload format 2.0', async () => {
    const response = await get('/v1/things/a%20b?x=1&x=2&y=', {
      method: 'POST',
      headers: { 'X-Custom': 'Mixed', cookie: 'a=1; b=2', 'content-type': 'application/json' },
      body: '{"ё":1}',
    });
    const { event } = (await response.json()) as { event: Record<string, unknown> };
    expect(event).toMatchObject({
      version: '2.0',
      routeKey: 'POST /v1/{proxy+}',
      rawPath: '/v1/things/a%20b',
      rawQueryString: 'x=1&x=2&y=',
      cookies: ['a=1', 'b=2'],
      headers: { 'x-custom': 'Mixed', 'content-type': 'application/json' },
      queryStringParameters: { x: '1,2', y: '' },
      pathParameters: { proxy: 'things/a b' },
      requestContext: { http: { method: 'POST', path: '/v1/things/a%20b', sourceIp: '127.0.0.1' }, stage: '$default' },
      body: '{"ё":1}',
      isBase64Encoded: false,
    });
  });

  it('hands bodies that are no text on in base64', async () => {
    const response = await get('/v1/x', {
      method: 'POST',
      headers: { 'content-type': 'image/png' },
      body: Buffer.from([1, 2]),
    });
    expect(((await response.json()) as { event: object }).event).toMatchObject({ body: 'AQI=', isBase64Encoded: true });
  });

  it('answers as the function says: status, cookies, binary', async () => {
    const cookies = await get('/v1/cookies');
    expect(cookies.status).toBe(201);
    expect(cookies.headers.getSetCookie()).toEqual(['a=1', 'b=2']);
    const picture = await get('/v1/picture');
    expect(picture.headers.get('content-type')).toBe('image/png');
    expect([...new Uint8Array(await picture.arrayBuffer())]).toEqual([1, 2, 3]);
  });

  it('answers itself: a failure, a method without a route, a preflight', async () => {
    const broken = await get('/v1/broken');
    expect([broken.status, await broken.json()]).toEqual([500, { message: 'Internal Server Error' }]);
    expect((await get('/v1/x', { method: 'DELETE' })).status).toBe(404);
    const preflight = await get('/v1/x', {
      method: 'OPTIONS',
      headers: { origin: 'https://shop.example', 'access-control-request-method': 'POST' },
    });
    expect(preflight.status).toBe(204);
    expect(preflight.headers.get('access-control-allow-origin')).toBe('*');
    expect(preflight.headers.get('access-control-allow-headers')).toContain('authorization');
  });
});

describe('the site', () => {
  it('serves pages and their files, those named by content for ever', async () => {
    const page = await get('/console/');
    expect(page.headers.get('content-type')).toContain('text/html');
    expect(page.headers.get('cache-control')).toBe('no-cache');
    expect((await get('/console/', { headers: { 'if-none-match': page.headers.get('etag') ?? '' } })).status).toBe(304);
    expect((await get('/assets/app-1234.js')).headers.get('cache-control')).toContain('immutable');
    expect((await get('/console')).headers.get('location')).toBe('/console/');
  });

  it.each(['/nothing', '/.hidden', '/..%2f..%2fpackage.json', '/%2e%2e/package.json', '/assets/%00'])(
    'has no %s',
    async (path) => {
      expect((await get(path)).status).toBe(404);
    },
  );

  it('has the routes that are for one machine only', async () => {
    expect(await (await get('/shop/identity', { method: 'POST', body: 'Иван' })).text()).toBe('hello Иван');
  });
});

describe('the issuer', () => {
  const cognito = async (action: string, body: object) => {
    const response = await fetch(stack.awsEndpoint, {
      method: 'POST',
      headers: {
        ...signature('cognito-idp'),
        'content-type': 'application/x-amz-json-1.1',
        'x-amz-target': `AWSCognitoIdentityProviderService.${action}`,
      },
      body: JSON.stringify({ UserPoolId: poolId(), ...body }),
    });
    return (await response.json()) as Record<string, unknown>;
  };
  const poolId = () => stack.outputs['UserPoolId'] ?? '';
  const verifier = randomBytes(32).toString('base64url');
  const authorization = (more: Record<string, string> = {}) =>
    `/oidc/authorize?${new URLSearchParams({
      response_type: 'code',
      client_id: stack.outputs['ClientId'] ?? '',
      redirect_uri: 'https://console.example/',
      state: 'st',
      nonce: 'no',
      scope: 'openid email',
      code_challenge: createHash('sha256').update(verifier).digest('base64url'),
      code_challenge_method: 'S256',
      ...more,
    })}`;
  const token = async (parameters: Record<string, string>) => {
    const body = new URLSearchParams({
      client_id: stack.outputs['ClientId'] ?? '',
      redirect_uri: 'https://console.example/',
      ...parameters,
    });
    const response = await get('/oidc/token', { method: 'POST', body });
    return (await response.json()) as Record<string, string>;
  };

  it('knows the people whom an administrator adds', async () => {
    const attributes = [
      { Name: 'email', Value: 'anna@example.com' },
      { Name: 'name', Value: 'Anna' },
      { Name: 'custom:workspace', Value: 'kofevarnya' },
    ];
    const { User } = await cognito('AdminCreateUser', { Username: 'anna@example.com', UserAttributes: attributes });
    expect(User).toMatchObject({ Enabled: true, Attributes: expect.arrayContaining(attributes) });
    expect(await cognito('AdminCreateUser', { Username: 'Anna@example.com' })).toMatchObject({
      __type: 'UsernameExistsException',
    });
    expect(await cognito('ListUsers', { Filter: 'email = "anna@example.com"' })).toMatchObject({ Users: [User] });
    expect(await cognito('AdminGetUser', { Username: 'nobody' })).toMatchObject({ __type: 'UserNotFoundException' });
  });

  it('asks who one is, in the reader’s language', async () => {
    const page = await (await get(authorization({ ui_locales: 'ru' }))).text();
    expect(page).toContain('Войти как Anna');
    expect(await (await get(authorization(), { headers: { 'accept-language': 'en' } })).text()).toContain(
      'Sign in as Anna',
    );
  });

  it('gives a code at once to whom a hint names, and tokens for it, once', async () => {
    const location = (await get(authorization({ login_hint: 'anna@example.com' }))).headers.get('location') ?? '';
    const { searchParams, origin } = new URL(location);
    expect(origin).toBe('https://console.example');
    expect(searchParams.get('state')).toBe('st');
    const grant = { grant_type: 'authorization_code', code: searchParams.get('code') ?? '', code_verifier: verifier };
    const given = await token(grant);
    const keys = createLocalJWKSet((await (await get('/oidc/.well-known/jwks.json')).json()) as JSONWebKeySet);
    const { payload } = await jwtVerify(given['id_token'] ?? '', keys, {
      issuer: `${stack.url}/oidc`,
      audience: stack.outputs['ClientId'] ?? '',
    });
    expect(payload).toMatchObject({
      email: 'anna@example.com',
      'custom:workspace': 'kofevarnya',
      token_use: 'id',
      nonce: 'no',
    });
    expect(await token(grant)).toEqual({ error: 'invalid_grant' });
    expect(await token({ grant_type: 'refresh_token', refresh_token: given['refresh_token'] ?? '' })).toMatchObject({
      id_token: expect.any(String),
    });
  });

  it('refuses a verifier that is not the challenge’s, and an address that is not the client’s', async () => {
    const location = (await get(authorization({ login_hint: 'Anna' }))).headers.get('location') ?? '';
    const code = new URL(location).searchParams.get('code') ?? '';
    expect(await token({ grant_type: 'authorization_code', code, code_verifier: 'wrong' })).toEqual({
      error: 'invalid_grant',
    });
    expect((await get(authorization({ redirect_uri: 'https://evil.example/' }))).status).toBe(400);
    expect((await get(authorization({ redirect_uri: `${stack.url}/console/`, login_hint: 'Anna' }))).status).toBe(302);
    expect((await get(authorization({ prompt: 'none' }))).headers.get('location')).toContain('login_required');
  });
});
