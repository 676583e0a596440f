import { json, type LocalHandler, type LocalRequest, type LocalResponse, redirect } from '../server/route.ts';
import type { People } from './people.ts';
import { refusalPage, signInPage } from './sign-in-page.ts';
import type { SigningKey } from './signing-key.ts';
import { type ClientModel, GrantError, type Tokens } from './tokens.ts';

/** Path of the issuer on the public port. */
export const ISSUER_PATH = '/oidc';

export interface IssuerOptions {
  readonly issuer: string;
  readonly clients: readonly ClientModel[];
  readonly people: People;
  readonly key: SigningKey;
  readonly tokens: Tokens;
  /** Whether an origin is this machine: its pages may be called by other names than in the template. */
  readonly isOwnOrigin: (origin: string) => boolean;
}

const CORS = {
  'access-control-allow-origin': '*',
  'access-control-allow-headers': '*',
  'access-control-max-age': '600',
};

/** An OpenID Connect issuer in place of the user pool: discovery, keys, sign-in by choosing a name, code with PKCE. */
export function oidcIssuer(options: IssuerOptions): LocalHandler {
  const { issuer, key, tokens } = options;
  const discovery = {
    issuer,
    authorization_endpoint: `${issuer}/authorize`,
    token_endpoint: `${issuer}/token`,
    jwks_uri: `${issuer}/.well-known/jwks.json`,
    end_session_endpoint: `${issuer}/logout`,
    response_types_supported: ['code'],
    grant_types_supported: ['authorization_code', 'refresh_token'],
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: ['RS256'],
    code_challenge_methods_supported: ['S256'],
    scopes_supported: ['openid', 'email', 'profile'],
    token_endpoint_auth_methods_supported: ['none'],
  };
  return (request) => {
    if (!request.path.startsWith(`${ISSUER_PATH}/`)) return undefined;
    if (request.method === 'OPTIONS') return { status: 204, headers: CORS };
    switch (`${request.method} ${request.path.slice(ISSUER_PATH.length)}`) {
      case 'GET /.well-known/openid-configuration':
        return json(discovery, 200, CORS);
      case 'GET /.well-known/jwks.json':
        return json(key.jwks, 200, CORS);
      case 'GET /authorize':
        return authorize(request, options);
      case 'POST /token':
        return tokens.redeem(new URLSearchParams(request.body.toString('utf8'))).then(
          (given) => json(given, 200, CORS),
          (error: unknown) => {
            if (error instanceof GrantError) return json({ error: error.message }, 400, CORS);
            throw error;
          },
        );
      case 'GET /logout':
        return logout(request, options);
      default:
        return json({ error: 'not_found' }, 404, CORS);
    }
  };
}

function authorize(
  { query, headers }: LocalRequest,
  { clients, people, tokens, isOwnOrigin }: IssuerOptions,
): LocalResponse {
  const client = clients.find(({ id }) => id === query.get('client_id'));
  const redirectUri = query.get('redirect_uri') ?? '';
  if (client === undefined) return refuse('This client is not known here.');
  if (!client.callbackUrls.includes(redirectUri) && !isOwnOrigin(redirectUri)) {
    return refuse('The address to come back to is not one of the client’s.');
  }
  const back = (parameters: Readonly<Record<string, string>>): LocalResponse => {
    const url = new URL(redirectUri);
    const state = query.get('state');
    for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
    if (state !== null) url.searchParams.set('state', state);
    return redirect(url.href);
  };
  if (query.get('response_type') !== 'code') return back({ error: 'unsupported_response_type' });
  const challenge = query.get('code_challenge');
  if (challenge === null || query.get('code_challenge_method') !== 'S256') return back({ error: 'invalid_request' });

  const present = people.all().filter(({ isEnabled }) => isEnabled);
  const hint = query.get('login_hint')?.toLowerCase();
  const person = present.find(
    ({ username, sub, attributes }) =>
      hint !== undefined &&
      [username, sub, attributes['email'], attributes['name']].some((name) => name?.toLowerCase() === hint),
  );
  if (person === undefined) {
    if (query.get('prompt') === 'none') return back({ error: 'login_required' });
    const locale = (query.get('ui_locales') ?? headers['accept-language'] ?? '').startsWith('ru') ? 'ru' : 'en';
    const addressOf = (username: string): string => {
      const parameters = new URLSearchParams(query);
      parameters.set('login_hint', username);
      return `${ISSUER_PATH}/authorize?${parameters}`;
    };
    return html(signInPage(present, locale, ({ username }) => addressOf(username)));
  }
  const code = tokens.code({
    clientId: client.id,
    username: person.username,
    redirectUri,
    challenge,
    nonce: query.get('nonce') ?? undefined,
    scope: query.get('scope') ?? 'openid',
  });
  return back({ code });
}

/** Nobody is signed in with the issuer itself, so signing out leads straight back. */
function logout({ query }: LocalRequest, { clients, isOwnOrigin }: IssuerOptions): LocalResponse {
  const back = query.get('logout_uri') ?? query.get('post_logout_redirect_uri') ?? '';
  const isKnown = clients.some(({ logoutUrls }) => logoutUrls.includes(back)) || isOwnOrigin(back);
  return isKnown ? redirect(back) : refuse('You are signed out.');
}

const html = (body: string, status = 200): LocalResponse => ({
  status,
  headers: {
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-store',
    'referrer-policy': 'no-referrer',
    'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'",
  },
  body,
});
const refuse = (reason: string): LocalResponse => html(refusalPage(reason), 400);
