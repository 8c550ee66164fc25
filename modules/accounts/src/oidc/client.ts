import * as oauth from 'oauth4webapi';
import { AppError, isAppError, type OutboundPort } from '@otklik/kernel';
import type { Claims, ProviderFacts } from './providers.ts';

/** What one way to the provider and back is made of; all of it follows from the state. */
export interface FlowSecrets {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
}

export interface OidcClient {
  /** Where to send the browser. @throws AppError unavailable, forbidden (the address is refused) */
  authorizationUrl(
    provider: ProviderFacts,
    flow: FlowSecrets,
    way: { readonly redirectUri: string; readonly locale: string; readonly isFresh: boolean },
  ): Promise<string>;
  /**
   * Exchanges what came back for verified claims.
   *
   * @throws AppError identity-refused (`reason`: denied, or invalid for anything not as it must be), unavailable
   */
  claims(
    provider: ProviderFacts,
    flow: FlowSecrets,
    back: {
      readonly redirectUri: string;
      readonly query: URLSearchParams;
      readonly isFresh: boolean;
    },
  ): Promise<Claims>;
}

const METADATA_KEPT_ms = 600_000;
/** Where a proof must be fresh the provider asks its person again; so long may that take. */
const FRESH_WITHIN_s = 300;

/**
 * OpenID Connect by authorization code, PKCE S256, state and nonce. The protocol's checks (issuer of the
 * answer, RFC 9207; signature by the published keys, fixed algorithm, audience, expiry, nonce) are those
 * of oauth4webapi; every request goes through the guarded client, which that library would not do alone.
 */
export function createOidcClient(ports: {
  readonly outbound: OutboundPort;
  readonly now: () => Date;
}): OidcClient {
  const through = fetchThrough(ports.outbound);
  const kept = new Map<string, { at_ms: number; server: oauth.AuthorizationServer }>();
  const optionsFor = (provider: ProviderFacts) => ({
    [oauth.customFetch]: through,
    // Whether plain http may go out at all is decided by the guarded client (demonstrations only).
    [oauth.allowInsecureRequests]: provider.issuer.startsWith('http:'),
  });

  async function metadata(provider: ProviderFacts): Promise<oauth.AuthorizationServer> {
    const known = kept.get(provider.issuer);
    const now_ms = ports.now().getTime();
    if (known && now_ms - known.at_ms < METADATA_KEPT_ms) return known.server;
    const issuer = new URL(provider.issuer);
    const answer = await oauth.discoveryRequest(issuer, optionsFor(provider));
    const server = await oauth.processDiscoveryResponse(issuer, answer);
    for (const key of ['authorization_endpoint', 'token_endpoint', 'jwks_uri'] as const)
      if (!server[key]) throw new AppError('unavailable', { outbound: 'metadata' });
    // The browser is sent there: nothing but a web address, whatever the metadata says.
    const target = new URL(server.authorization_endpoint!);
    if (target.protocol !== 'https:' && target.protocol !== issuer.protocol)
      throw new AppError('unavailable', { outbound: 'metadata' });
    kept.set(provider.issuer, { at_ms: now_ms, server });
    return server;
  }

  const clientOf = (provider: ProviderFacts): oauth.Client => ({
    client_id: provider.clientId,
    id_token_signed_response_alg: provider.idTokenAlg,
    [oauth.clockSkew]: Math.round((ports.now().getTime() - Date.now()) / 1000),
  });

  return {
    authorizationUrl: (provider, flow, { redirectUri, locale, isFresh }) =>
      meaning('unavailable', async () => {
        const server = await metadata(provider);
        const url = new URL(server.authorization_endpoint!);
        const parameters = {
          response_type: 'code',
          client_id: provider.clientId,
          redirect_uri: redirectUri,
          scope: provider.scopes.join(' '),
          state: flow.state,
          nonce: flow.nonce,
          code_challenge: await oauth.calculatePKCECodeChallenge(flow.verifier),
          code_challenge_method: 'S256',
          ui_locales: locale,
          ...(isFresh ? { prompt: 'login', max_age: String(FRESH_WITHIN_s) } : {}),
        };
        for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
        return url.href;
      }),
    claims: (provider, flow, { redirectUri, query, isFresh }) =>
      meaning('identity-refused', async () => {
        const server = await metadata(provider);
        const client = clientOf(provider);
        const options = optionsFor(provider);
        const parameters = oauth.validateAuthResponse(server, client, query, flow.state);
        const answer = await oauth.authorizationCodeGrantRequest(
          server,
          client,
          authentication(provider),
          parameters,
          redirectUri,
          flow.verifier,
          options,
        );
        const tokens = await oauth.processAuthorizationCodeResponse(server, client, answer, {
          expectedNonce: flow.nonce,
          requireIdToken: true,
          ...(isFresh ? { maxAge: FRESH_WITHIN_s } : {}),
        });
        await oauth.validateApplicationLevelSignature(server, answer, options);
        const token = oauth.getValidatedIdTokenClaims(tokens)!;
        if (!provider.userinfo || !server.userinfo_endpoint) return token;
        const asked = await oauth.userInfoRequest(server, client, tokens.access_token, options);
        const more = await oauth.processUserInfoResponse(server, client, token.sub, asked);
        // What was signed wins over what was only said.
        return { ...more, ...token };
      }),
  };
}

function authentication(provider: ProviderFacts): oauth.ClientAuth {
  if (provider.authMethod === 'none') return oauth.None();
  const secret = provider.clientSecret ?? '';
  return provider.authMethod === 'client_secret_post'
    ? oauth.ClientSecretPost(secret)
    : oauth.ClientSecretBasic(secret);
}

const NO_BODY = new Set([204, 205, 304]);

const fetchThrough =
  (outbound: OutboundPort) =>
  async (
    url: string,
    init: oauth.CustomFetchOptions<string, URLSearchParams | undefined | null | string>,
  ): Promise<Response> => {
    const { method, headers, body } = init;
    const sent = Object.fromEntries(new Headers(headers));
    const answer = await outbound.fetch(url, {
      method: method === 'POST' ? 'POST' : 'GET',
      headers: sent,
      ...(body ? { body: String(body) } : {}),
    });
    return new Response(NO_BODY.has(answer.status) ? null : Buffer.from(answer.body), {
      status: answer.status,
      headers: answer.headers,
    });
  };

/** The library's many errors as one refusal: what was wrong with a provider's answer is not the person's to mend. */
async function meaning<T>(
  code: 'identity-refused' | 'unavailable',
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const inner = error instanceof Error && isAppError(error.cause) ? error.cause : error;
    if (isAppError(inner)) throw inner;
    if (error instanceof oauth.AuthorizationResponseError)
      throw new AppError('identity-refused', { reason: 'denied' }, { cause: error });
    throw new AppError(code, { reason: 'invalid' }, { cause: error });
  }
}
