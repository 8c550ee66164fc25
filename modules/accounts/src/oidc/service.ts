import { AppError, newSecret, type Actor, type App, type Face } from '@otklik/kernel';
import type { manifest } from '../manifest.ts';
import { deviceOf } from '../model.ts';
import type { NextStep } from '../next-step.ts';
import type { WithCookie } from '../renewing.ts';
import { createOidcClient } from './client.ts';
import { readClaims } from './providers.ts';
import { secretsOf } from './secrets.ts';

export type OidcPurpose = 'sign-in' | 'link' | 'step-up';

export interface OidcVerbs {
  /**
   * Where to send the browser, and the secret that it keeps in a cookie until it comes back.
   *
   * @throws AppError not-found, sign-in-required, step-up-required, unavailable (the provider does not answer)
   */
  beginOidc(
    actor: Actor,
    way: { provider: string; purpose: OidcPurpose; locale: 'ru' | 'en' },
  ): Promise<{ url: string; browser: string }>;
  /**
   * What the provider's answer comes to. Set-Cookie lines only where there is a new session.
   *
   * @throws AppError link-expired, identity-refused, identity-taken, unavailable, forbidden (disabled)
   */
  finishOidc(
    actor: Actor,
    back: {
      provider: string;
      query: URLSearchParams;
      browser: string;
      userAgent: string | null;
    },
  ): Promise<{
    purpose: OidcPurpose;
    locale: 'ru' | 'en';
    next: NextStep;
    setCookies: readonly string[];
  }>;
}

/** The exact address that is registered at a provider; one for each, so that answers are not mixed up. */
export const redirectUri = (publicUrl: string, provider: string): string =>
  new URL(`/sign-in/with/${provider}/callback`, publicUrl).href;

/** The way to a provider and back: our rows by commands, the provider's questions between them. */
export function openOidc(app: App, face: Face<typeof manifest>, withCookie: WithCookie): OidcVerbs {
  const { keys, outbound } = app.ports;
  const { publicUrl } = app.settings;
  const client = createOidcClient({ outbound, now: () => app.clock.now() });
  const begin = {
    'sign-in': face.beginOidcSignIn,
    link: face.beginOidcLink,
    'step-up': face.beginOidcStepUp,
  };
  return {
    async beginOidc(actor, { provider: code, purpose, locale }) {
      const state = newSecret();
      const browser = newSecret();
      const provider = await begin[purpose](actor, { provider: code, locale, state, browser });
      const url = await client.authorizationUrl(provider, secretsOf(keys, state), {
        redirectUri: redirectUri(publicUrl, code),
        locale,
        isFresh: purpose !== 'sign-in',
      });
      return { url, browser };
    },
    async finishOidc(actor, { provider: code, query, browser, userAgent }) {
      const server: Actor = { kind: 'system', region: actor.region, name: 'accounts.oidc' };
      // Repeated parameters are no answer of a provider's; the protocol's check refuses them below.
      const state = query.get('state') ?? '';
      const flow = await face.spendOidcFlow(server, { provider: code, state, browser });
      const { provider, purpose } = flow;
      const claims = await client.claims(provider, secretsOf(keys, state), {
        redirectUri: redirectUri(publicUrl, code),
        query,
        isFresh: purpose !== 'sign-in',
      });
      const told = readClaims(provider, claims);
      if (!told) throw new AppError('identity-refused', { reason: 'invalid' });
      const done = await face.completeOidc(server, {
        flowId: flow.flowId,
        issuer: provider.issuer,
        ...told,
        device: deviceOf(userAgent),
        session:
          actor.kind === 'person' ? { personId: actor.personId, sessionId: actor.sessionId } : null,
      });
      const { locale, next, personId, sessionId } = done;
      const setCookies = sessionId ? (await withCookie({ personId, sessionId })).setCookies : [];
      return { purpose, locale, next, setCookies };
    },
  };
}
