import { createPublicKey, verify, type KeyObject } from 'node:crypto';
import { z } from 'zod';

export type Algorithm = 'EdDSA' | 'RS256';

/** An assertion lives so long at most, and clocks of two systems differ by so much. */
const LIFE_max_s = 300;
const SKEW_s = 60;
const RSA_bits_min = 2048;

const header = z.object({ alg: z.string(), crit: z.never().optional() });
const claims = z.object({
  aud: z.string(),
  iat: z.int(),
  exp: z.int(),
  jti: z.string().min(16).max(200),
  email: z.string().min(3).max(254),
  /** The cabinet itself has checked that the address is this person's. */
  email_verified: z.literal(true),
});
export type Claims = z.output<typeof claims>;

/** Whom assertions are for: one region and this purpose. */
export const audienceOf = (region: string): string => `${region}/survey-cabinet`;

/** A public key that fits its algorithm; null for any other, a private one among them. */
export function readPublicKey(pem: string, algorithm: Algorithm): KeyObject | null {
  if (!pem.startsWith('-----BEGIN PUBLIC KEY-----')) return null;
  try {
    const key = createPublicKey(pem);
    if (algorithm === 'EdDSA') return key.asymmetricKeyType === 'ed25519' ? key : null;
    const bits = key.asymmetricKeyDetails?.modulusLength ?? 0;
    return key.asymmetricKeyType === 'rsa' && bits >= RSA_bits_min ? key : null;
  } catch {
    return null;
  }
}

function jsonOf(part: string): unknown {
  try {
    return JSON.parse(Buffer.from(part, 'base64url').toString('utf8')) as unknown;
  } catch {
    return null;
  }
}

/**
 * Who is asking, as a cabinet swears; null for everything that is not exactly that. The algorithm is the one that was
 * registered: a header that names another, or none, is refused (RFC 8725, sections 3.1 and 3.2).
 *
 * @param now seconds since 1970
 */
export function readAssertion(
  jws: string,
  {
    algorithm,
    publicKey,
    audience,
    now_s,
  }: {
    readonly algorithm: Algorithm;
    readonly publicKey: string;
    readonly audience: string;
    readonly now_s: number;
  },
): Claims | null {
  const [head, body, signature, ...rest] = jws.split('.');
  const key = readPublicKey(publicKey, algorithm);
  if (!head || !body || !signature || rest.length > 0 || !key) return null;
  const said = header.safeParse(jsonOf(head));
  if (!said.success || said.data.alg !== algorithm) return null;
  const digest = algorithm === 'EdDSA' ? null : 'sha256';
  const bytes = Buffer.from(`${head}.${body}`);
  if (!verify(digest, bytes, key, Buffer.from(signature, 'base64url'))) return null;
  const found = claims.safeParse(jsonOf(body));
  if (!found.success) return null;
  const { aud, iat, exp } = found.data;
  const is_now = exp > now_s && iat <= now_s + SKEW_s && exp - iat <= LIFE_max_s && exp >= iat;
  return aud === audience && is_now ? found.data : null;
}
