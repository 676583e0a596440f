import * as oauth from 'oauth4webapi';

/** OpenID Connect by code and PKCE. Loaded only while somebody signs in, renews or signs out. */

/** Where people sign in, from `GET /v1/config`. */
export interface Provider {
  readonly issuer: string;
  readonly clientId: string;
}

/** What a sign-in leaves behind while the browser is away at the issuer. */
export interface Journey {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
}

/** What came back. `expiresAt` is of the ID token, epoch ms by the local clock. */
export interface Tokens {
  readonly idToken: string;
  readonly refreshToken: string | null;
  readonly expiresAt: number;
}

/** The issuer did not let the person in, or the person turned back. */
class SignInFailed extends Error {
  readonly code: 'refused' | 'cancelled';
  constructor(code: 'refused' | 'cancelled', cause: unknown) {
    super(`Sign-in ${code}`, { cause });
    this.code = code;
  }
}

/** A page that came over plain http (localhost) may ask an issuer over plain http. */
const options = () => ({
  [oauth.allowInsecureRequests]: location.protocol === 'http:',
  signal: AbortSignal.timeout(10_000),
});

async function discover({ issuer }: Provider): Promise<oauth.AuthorizationServer> {
  const url = new URL(issuer);
  return oauth.processDiscoveryResponse(url, await oauth.discoveryRequest(url, options()));
}

/** Where to send the browser, and what to keep until it returns. `hint` is the person who wants to sign in, if known. */
export async function beginSignIn(
  provider: Provider,
  redirectUri: string,
  { hint, locale }: { readonly hint: string | null; readonly locale: string },
): Promise<{ url: string; journey: Journey }> {
  const server = await discover(provider);
  if (!server.authorization_endpoint) throw new Error(`The issuer ${provider.issuer} names no authorization endpoint`);
  const journey = {
    state: oauth.generateRandomState(),
    nonce: oauth.generateRandomNonce(),
    verifier: oauth.generateRandomCodeVerifier(),
  };
  const url = new URL(server.authorization_endpoint);
  const parameters = {
    client_id: provider.clientId,
    redirect_uri: redirectUri,
    response_type: 'code',
    scope: 'openid email profile',
    state: journey.state,
    nonce: journey.nonce,
    code_challenge: await oauth.calculatePKCECodeChallenge(journey.verifier),
    code_challenge_method: 'S256',
    ui_locales: locale,
    ...(hint !== null && { login_hint: hint }),
  };
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
  return { url: url.href, journey };
}

const PUBLIC = oauth.None();

/** Turns the code in the address into tokens. Throws {@link SignInFailed} when the issuer refused or state does not match. */
export async function finishSignIn(
  provider: Provider,
  callback: URL,
  redirectUri: string,
  journey: Journey,
  now: number,
): Promise<Tokens> {
  const server = await discover(provider);
  const client = { client_id: provider.clientId };
  try {
    const parameters = oauth.validateAuthResponse(server, client, callback, journey.state);
    const response = await oauth.authorizationCodeGrantRequest(
      server,
      client,
      PUBLIC,
      parameters,
      redirectUri,
      journey.verifier,
      options(),
    );
    const expected = { expectedNonce: journey.nonce, requireIdToken: true };
    return tokensOf(await oauth.processAuthorizationCodeResponse(server, client, response, expected), null, now);
  } catch (error) {
    if (error instanceof TypeError && !(error instanceof oauth.UnsupportedOperationError)) throw error; // no network
    const cancelled = error instanceof oauth.AuthorizationResponseError && error.error === 'access_denied';
    throw new SignInFailed(cancelled ? 'cancelled' : 'refused', error);
  }
}

/** A new ID token for an old session. Throws {@link SignInFailed} when the session is over. */
export async function renewTokens(provider: Provider, refreshToken: string, now: number): Promise<Tokens> {
  const server = await discover(provider);
  const client = { client_id: provider.clientId };
  const response = await oauth.refreshTokenGrantRequest(server, client, PUBLIC, refreshToken, options());
  if (response.status >= 500) throw new Error(`The issuer answered ${response.status}`);
  try {
    return tokensOf(await oauth.processRefreshTokenResponse(server, client, response), refreshToken, now);
  } catch (error) {
    throw new SignInFailed('refused', error);
  }
}

/** Where the browser goes to end the session at the issuer too; null when the issuer has no such page. */
export async function signOutUrl(provider: Provider, redirectUri: string, idToken: string): Promise<string | null> {
  const { end_session_endpoint: endpoint } = await discover(provider);
  if (!endpoint) return null;
  const url = new URL(endpoint);
  // The standard's names, and those that Cognito wants for the same.
  url.searchParams.set('id_token_hint', idToken);
  url.searchParams.set('post_logout_redirect_uri', redirectUri);
  url.searchParams.set('client_id', provider.clientId);
  url.searchParams.set('logout_uri', redirectUri);
  return url.href;
}

function tokensOf(response: oauth.TokenEndpointResponse, refreshToken: string | null, now: number): Tokens {
  const { id_token: idToken, refresh_token: fresh } = response;
  const claims = oauth.getValidatedIdTokenClaims(response);
  if (idToken === undefined || !claims) throw new SignInFailed('refused', 'no ID token');
  // By the local clock: how long it lasts is sure, what time the issuer has is not.
  const lasts = (claims.exp - claims.iat) * 1000;
  return { idToken, refreshToken: fresh ?? refreshToken, expiresAt: now + lasts };
}
