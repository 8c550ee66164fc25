import { faceOf, type Actor, type App, type Face, type Reach } from '@otklik/kernel';
import { openAuthLibrary } from './auth-library.ts';
import { manifest } from './manifest.ts';
import { deviceOf, type DemoRole } from './model.ts';
import type { NextStep } from './next-step.ts';
import { openOidc, type OidcVerbs } from './oidc/service.ts';
import { renewing, type RenewingVerbs, type WithCookie } from './renewing.ts';

/** What the doors of a request know before they know who is asking. */
export interface Door {
  readonly region: string;
  /** Keyed hash of the address prefix. */
  readonly origin: string;
}

/** A new session: the answer must carry every one of these Set-Cookie lines. */
export interface SignedIn {
  readonly personId: string;
  readonly setCookies: readonly string[];
}

type Renewed =
  | 'completeSignIn'
  | 'acceptInvitation'
  | 'confirmTotp'
  | 'verifyTotp'
  | 'useRecoveryCode'
  | keyof RenewingVerbs;
type Internal =
  | 'signOut'
  | 'issueDemoLink'
  | 'resolveSession'
  | 'resolveApiKey'
  | 'touchSession'
  | 'touchApiKey'
  | 'beginOidcSignIn'
  | 'beginOidcLink'
  | 'beginOidcStepUp'
  | 'spendOidcFlow'
  | 'completeOidc'
  | 'turnGrants';
type PlainFace = Omit<Face<typeof manifest>, Renewed | Internal>;

/** The running accounts: the verbs for pages, and the doors' way from a cookie or a key to an actor. */
export interface AccountsService extends PlainFace, OidcVerbs, RenewingVerbs {
  actorFromRequest(request: Door & { readonly cookie: string | null }): Promise<Actor>;
  /** Null for an unknown or revoked key: the door answers `credential-invalid`. */
  actorFromKey(request: Door & { readonly key: string }): Promise<Actor | null>;
  /** @throws AppError link-expired */
  completeSignIn(
    actor: Actor,
    link: LinkInput & { readonly locale?: 'ru' | 'en' },
  ): Promise<SignedIn & { next: NextStep }>;
  /** @throws AppError link-expired */
  acceptInvitation(actor: Actor, link: LinkInput): Promise<SignedIn & { next: NextStep }>;
  /** @throws AppError credential-invalid */
  confirmTotp(
    actor: Actor,
    input: { code: string },
  ): Promise<SignedIn & { recoveryCodes: string[] }>;
  /** @throws AppError credential-invalid, too-many-requests */
  verifyTotp(actor: Actor, input: { code: string }): Promise<SignedIn>;
  /** @throws AppError credential-invalid, too-many-requests */
  useRecoveryCode(actor: Actor, input: { code: string }): Promise<SignedIn & { left: number }>;
  /** Ends the session; gives the Set-Cookie lines that empty the cookie. */
  signOut(actor: Actor, request: { readonly cookie: string | null }): Promise<readonly string[]>;
  /** Demo mode only: an absolute one-use link, needing no second factor. Makes the account when missing. */
  signInLinkFor(region: string, role: DemoRole, reach?: Reach): Promise<string>;
  close(): Promise<void>;
}

export interface LinkInput {
  readonly token: string;
  readonly userAgent: string | null;
}

/** Opens accounts on a prepared database. `authUrl` is `Database.authUrl`. */
export function openAccounts(app: App, authUrl: string): AccountsService {
  const face = faceOf(app, manifest);
  const { publicUrl } = app.settings;
  const library = openAuthLibrary({ authUrl, publicUrl, keys: app.ports.keys, log: app.log });
  const door = (region: string): Actor => ({ kind: 'system', region, name: 'accounts.door' });
  // Our row is committed first: without it the library's session opens nothing, with it alone neither.
  const withCookie: WithCookie = async (opened) => ({
    ...opened,
    setCookies: await library.open(opened.personId, opened.sessionId),
  });
  const link = ({ token, userAgent }: LinkInput) => ({ token, device: deviceOf(userAgent) });
  return {
    ...face,
    ...openOidc(app, face, withCookie),
    ...renewing(face, withCookie),
    async actorFromRequest({ cookie, region, origin }) {
      const visitor: Actor = { kind: 'visitor', region, origin };
      const sessionId = await library.read(cookie);
      if (!sessionId) return visitor;
      const found = await face.resolveSession(door(region), { sessionId });
      if (!found) return visitor;
      const { seenToday, ...person } = found;
      if (!seenToday) await face.touchSession(door(region), { sessionId });
      return { kind: 'person', region, origin, ...person };
    },
    async actorFromKey({ key, region, origin }) {
      const keyHash = app.ports.keys.hash('api-key', key);
      const found = await face.resolveApiKey(door(region), { keyHash });
      if (!found) return null;
      const { keyId, scopes, quota, seenToday } = found;
      if (!seenToday) await face.touchApiKey(door(region), { keyId });
      return { kind: 'key', region, origin, keyId, scopes, quota };
    },
    completeSignIn: async (actor, input) =>
      withCookie(
        await face.completeSignIn(actor, {
          ...link(input),
          ...(input.locale ? { locale: input.locale } : {}),
        }),
      ),
    acceptInvitation: async (actor, input) =>
      withCookie(await face.acceptInvitation(actor, link(input))),
    confirmTotp: async (actor, input) => withCookie(await face.confirmTotp(actor, input)),
    verifyTotp: async (actor, input) => withCookie(await face.verifyTotp(actor, input)),
    useRecoveryCode: async (actor, input) => withCookie(await face.useRecoveryCode(actor, input)),
    async signOut(actor, { cookie }) {
      if (actor.kind === 'person') await face.signOut(actor, {});
      return library.close(cookie);
    },
    async signInLinkFor(region, role, reach) {
      const actor: Actor = { kind: 'system', region, name: 'accounts.demo' };
      const { path } = await face.issueDemoLink(actor, { role, ...(reach ? { reach } : {}) });
      return new URL(path, publicUrl).href;
    },
    close: () => library.end(),
  };
}
