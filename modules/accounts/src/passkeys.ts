import {
  generateAuthenticationOptions,
  generateRegistrationOptions,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
  type AuthenticationResponseJSON,
  type RegistrationResponseJSON,
} from '@simplewebauthn/server';
import { AppError } from '@otklik/kernel';

/** The one file that knows the WebAuthn library. A site is known by the host of its public address. */
const siteOf = (publicUrl: string) => {
  const { hostname, origin } = new URL(publicUrl);
  return { rpID: hostname, origin };
};

/**
 * EdDSA, ES256 and RS256 (COSE, RFC 9053 and 8812): what devices make. Named, because the library's own list
 * asks Node for algorithms that it has on trial, and Node prints a warning for each.
 */
const ALGORITHMS = [-8, -7, -257];

const refused = (cause?: unknown): AppError =>
  new AppError('credential-invalid', { what: 'passkey' }, { cause });

/** What a browser sent: text that must be an object with an `id`. @throws AppError credential-invalid */
function parse(credential: string): Record<string, unknown> & { id: string } {
  try {
    const value: unknown = JSON.parse(credential);
    if (value && typeof value === 'object' && 'id' in value && typeof value.id === 'string')
      return value as Record<string, unknown> & { id: string };
  } catch {
    throw refused();
  }
  throw refused();
}

/** The credential's id and our question that it answers. @throws AppError credential-invalid */
export function readCredential(credential: string): { id: string; challenge: string } {
  const parsed = parse(credential);
  try {
    const { clientDataJSON } = parsed['response'] as { clientDataJSON: string };
    const said: unknown = JSON.parse(Buffer.from(clientDataJSON, 'base64url').toString('utf8'));
    const { challenge } = said as { challenge: unknown };
    if (typeof challenge === 'string') return { id: parsed.id, challenge };
  } catch (error) {
    throw refused(error);
  }
  throw refused();
}

const bytesOf = (text: string) => new Uint8Array(Buffer.from(text, 'base64url'));

/** Options for `navigator.credentials.create`, as JSON. */
export const registrationOptions = (facts: {
  readonly publicUrl: string;
  readonly challenge: string;
  readonly personId: string;
  readonly name: string;
  readonly present: readonly string[];
}) =>
  generateRegistrationOptions({
    rpName: 'Otklik',
    rpID: siteOf(facts.publicUrl).rpID,
    challenge: bytesOf(facts.challenge),
    userID: new Uint8Array(Buffer.from(facts.personId.replaceAll('-', ''), 'hex')),
    userName: facts.name,
    attestationType: 'none',
    excludeCredentials: facts.present.map((id) => ({ id })),
    supportedAlgorithmIDs: ALGORITHMS,
    authenticatorSelection: { residentKey: 'required', userVerification: 'preferred' },
  });

/** Options for `navigator.credentials.get`: any passkey of this site, so that nothing tells who has one. */
export const authenticationOptions = (facts: {
  readonly publicUrl: string;
  readonly challenge: string;
}) =>
  generateAuthenticationOptions({
    rpID: siteOf(facts.publicUrl).rpID,
    challenge: bytesOf(facts.challenge),
    userVerification: 'preferred',
  });

/** @throws AppError credential-invalid */
export async function verifyRegistration(facts: {
  readonly publicUrl: string;
  readonly credential: string;
  readonly challenge: string;
}) {
  const { rpID, origin } = siteOf(facts.publicUrl);
  try {
    const { verified, registrationInfo: info } = await verifyRegistrationResponse({
      response: parse(facts.credential) as unknown as RegistrationResponseJSON,
      expectedChallenge: facts.challenge,
      expectedOrigin: origin,
      expectedRPID: rpID,
      requireUserVerification: false,
      supportedAlgorithmIDs: ALGORITHMS,
    });
    if (!verified) throw refused();
    return {
      credentialId: info.credential.id,
      publicKey: Buffer.from(info.credential.publicKey).toString('base64url'),
      signCount: info.credential.counter,
      transports: (info.credential.transports ?? []).slice(0, 8).map((one) => one.slice(0, 20)),
      userVerified: info.userVerified,
      backedUp: info.credentialBackedUp,
    };
  } catch (error) {
    throw refused(error);
  }
}

/** @throws AppError credential-invalid, also for a counter that went back (a copied key) */
export async function verifyProof(facts: {
  readonly publicUrl: string;
  readonly credential: string;
  readonly challenge: string;
  readonly passkey: { credential_id: string; public_key: string; sign_count: number };
}): Promise<{ signCount: number; userVerified: boolean }> {
  const { rpID, origin } = siteOf(facts.publicUrl);
  const { passkey } = facts;
  try {
    const { verified, authenticationInfo: info } = await verifyAuthenticationResponse({
      response: parse(facts.credential) as unknown as AuthenticationResponseJSON,
      expectedChallenge: facts.challenge,
      expectedOrigin: origin,
      expectedRPID: rpID,
      credential: {
        id: passkey.credential_id,
        publicKey: bytesOf(passkey.public_key),
        counter: passkey.sign_count,
      },
      requireUserVerification: false,
    });
    if (!verified) throw refused();
    return { signCount: info.newCounter, userVerified: info.userVerified };
  } catch (error) {
    throw refused(error);
  }
}
