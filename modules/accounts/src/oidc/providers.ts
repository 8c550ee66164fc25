import { ASSURANCE_LEVELS, type Assurance } from '@otklik/kernel';
import { z } from 'zod';

const text = z.string().trim().min(1).max(200);
const claim = z.string().trim().min(1).max(100);

/** A claim that has (or, being a list, holds) this value means this level. The first rule that fits wins. */
const levelRule = z.strictObject({
  claim,
  is: z.union([text, z.boolean()]),
  level: z.enum(ASSURANCE_LEVELS),
});
const claimNames = z.strictObject({ subject: claim, email: claim, emailVerified: claim });

export type LevelRule = z.output<typeof levelRule>;
export type ClaimNames = z.output<typeof claimNames>;

/** Signatures that we verify. GOST ones are not among them: they need a certified library. */
const ID_TOKEN_ALGS = ['RS256', 'PS256', 'ES256', 'EdDSA'] as const;

/** What an operator writes about a provider; what is left out comes from its kind. */
export const providerInput = z
  .strictObject({
    code: z.string().regex(/^[a-z][a-z0-9-]{1,30}$/),
    kind: z.enum(['oidc', 'mosru', 'esia']).default('oidc'),
    nameRu: text,
    nameEn: text,
    /** Compared letter by letter with what the provider says of itself. */
    issuer: z.url({ protocol: /^https?$/ }).max(300),
    clientId: text,
    clientSecret: z.string().min(1).max(500).optional(),
    authMethod: z
      .enum(['client_secret_basic', 'client_secret_post', 'none'])
      .default('client_secret_basic'),
    idTokenAlg: z.enum(ID_TOKEN_ALGS).default('RS256'),
    scopes: z
      .array(z.string().regex(/^[\x21\x23-\x5b\x5d-\x7e]{1,100}$/))
      .max(20)
      .optional(),
    audience: z.enum(['citizens', 'staff', 'everybody']).default('citizens'),
    claims: claimNames.partial().optional(),
    levels: z.array(levelRule).max(40).optional(),
    /** Ask the userinfo endpoint too, for claims that are not in the token. */
    userinfo: z.boolean().optional(),
    /** Its `email_verified` is believed for people who are new here. Nobody is ever found by it. */
    trustsEmail: z.boolean().default(false),
  })
  .refine((one) => (one.authMethod === 'none') === (one.clientSecret === undefined), {
    path: ['clientSecret'],
    message: 'required',
  });

export interface ProviderFacts {
  readonly code: string;
  readonly kind: 'oidc' | 'mosru' | 'esia';
  readonly nameRu: string;
  readonly nameEn: string;
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string | null;
  readonly authMethod: 'client_secret_basic' | 'client_secret_post' | 'none';
  readonly idTokenAlg: string;
  readonly scopes: readonly string[];
  readonly audience: 'citizens' | 'staff' | 'everybody';
  readonly claims: ClaimNames;
  readonly levels: readonly LevelRule[];
  readonly userinfo: boolean;
  readonly trustsEmail: boolean;
}

interface Habits {
  readonly scopes: readonly string[];
  readonly claims: ClaimNames;
  readonly levels: readonly LevelRule[];
  readonly userinfo: boolean;
}
const STANDARD_CLAIMS = { subject: 'sub', email: 'email', emailVerified: 'email_verified' };

/**
 * What providers of a kind usually say. Those of mos.ru and ESIA are from general knowledge of their
 * papers: whoever connects one compares them with the papers of the registration and overrides them.
 */
const HABITS: Readonly<Record<ProviderFacts['kind'], Habits>> = {
  oidc: { scopes: ['openid', 'email'], claims: STANDARD_CLAIMS, levels: [], userinfo: false },
  mosru: {
    scopes: ['openid', 'profile', 'contacts'],
    claims: { ...STANDARD_CLAIMS, email: 'mail', emailVerified: 'mail_verified' },
    levels: [
      { claim: 'amr', is: 'face', level: 'biometric' },
      { claim: 'trusted', is: true, level: 'confirmed' },
      { claim: 'trusted', is: 'true', level: 'confirmed' },
      { claim: 'snils_checked', is: true, level: 'standard' },
    ],
    userinfo: true,
  },
  esia: {
    scopes: ['openid', 'email'],
    claims: STANDARD_CLAIMS,
    levels: [
      { claim: 'amr', is: 'bio', level: 'biometric' },
      { claim: 'assurance_level', is: 'AL30', level: 'confirmed' },
      { claim: 'assurance_level', is: 'AL20', level: 'confirmed' },
      { claim: 'assurance_level', is: 'AL15', level: 'standard' },
      { claim: 'assurance_level', is: 'AL10', level: 'simple' },
      { claim: 'acr', is: 'AL20', level: 'confirmed' },
    ],
    userinfo: true,
  },
};

/** The whole of a provider: what the operator wrote over the habits of its kind. */
export function providerOf(input: z.output<typeof providerInput>): ProviderFacts {
  const habits = HABITS[input.kind];
  const { scopes, claims, levels, userinfo, clientSecret, ...rest } = input;
  return {
    ...rest,
    clientSecret: clientSecret ?? null,
    scopes: [...new Set(['openid', ...(scopes ?? habits.scopes)])],
    claims: { ...habits.claims, ...claims },
    levels: levels ?? habits.levels,
    userinfo: userinfo ?? habits.userinfo,
  };
}

export type Claims = Readonly<Record<string, unknown>>;

/** Who came, in our words. The e-mail is null unless the provider says that it was verified. */
export interface Told {
  readonly subject: string;
  readonly email: string | null;
  readonly assurance: Assurance;
}

const holds = (value: unknown, wanted: string | boolean): boolean =>
  Array.isArray(value) ? value.includes(wanted) : value === wanted;

/** How sure these claims are by the rules of the provider; `simple` where no rule fits. */
export const assuranceIn = (levels: readonly LevelRule[], claims: Claims): Assurance =>
  levels.find((rule) => holds(claims[rule.claim], rule.is))?.level ?? 'simple';

/** Reads verified claims by the provider's own names; null when they name nobody. */
export function readClaims(provider: ProviderFacts, claims: Claims): Told | null {
  const names = provider.claims;
  const subject = claims[names.subject];
  if (typeof subject !== 'string' || subject === '' || subject.length > 255) return null;
  const email = claims[names.email];
  const verified = claims[names.emailVerified];
  const believed = provider.trustsEmail && (verified === true || verified === 'true');
  return {
    subject,
    email: believed && typeof email === 'string' ? email : null,
    assurance: assuranceIn(provider.levels, claims),
  };
}
