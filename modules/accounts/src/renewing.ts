import type { Actor, Face } from '@otklik/kernel';
import type { manifest } from './manifest.ts';
import { deviceOf } from './model.ts';
import type { NextStep } from './next-step.ts';

interface Opened {
  readonly personId: string;
  readonly sessionId: string;
}

/** Gives an opened session the Set-Cookie lines of the account library. */
export type WithCookie = <T extends Opened>(
  opened: T,
) => Promise<T & { setCookies: readonly string[] }>;

interface Renewed {
  readonly personId: string;
  readonly setCookies: readonly string[];
}

/** Verbs after which the browser has a new session: the answer must carry every Set-Cookie line. */
export interface RenewingVerbs {
  /** @throws AppError credential-invalid, link-expired, already-exists, step-up-required */
  addPasskey(
    actor: Actor,
    input: { name: string; credential: string },
  ): Promise<Renewed & { userVerified: boolean }>;
  /** Signs in, or proves oneself in one's own session. @throws AppError credential-invalid, link-expired */
  usePasskey(
    actor: Actor,
    input: { credential: string; userAgent: string | null },
  ): Promise<Renewed & { next: NextStep }>;
  /** @throws AppError link-expired, second-factor-required */
  confirmStepUp(actor: Actor, input: { token: string }): Promise<Renewed>;
  /** @throws AppError link-expired, identity-taken, step-up-required */
  confirmAddress(actor: Actor, input: { token: string }): Promise<Renewed>;
}

export const renewing = (face: Face<typeof manifest>, withCookie: WithCookie): RenewingVerbs => ({
  addPasskey: async (actor, input) => withCookie(await face.addPasskey(actor, input)),
  usePasskey: async (actor, { credential, userAgent }) =>
    withCookie(await face.usePasskey(actor, { credential, device: deviceOf(userAgent) })),
  confirmStepUp: async (actor, input) => withCookie(await face.confirmStepUp(actor, input)),
  confirmAddress: async (actor, input) => withCookie(await face.confirmAddress(actor, input)),
});
