import { emailAddress, localeCode } from '@otklik/notices';
import { ASSURANCE_LEVELS, STAFF_ROLES } from '@otklik/kernel';
import { z } from 'zod';

export const role = z.enum(STAFF_ROLES);
const place = z.string().min(1).max(100);
export const reach = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('region') }),
  z.strictObject({ kind: z.literal('district'), id: place }),
  z.strictObject({ kind: z.literal('organisation'), id: place }),
  z.strictObject({ kind: z.literal('clinic'), id: place }),
]);
/** 32 random bytes in base64url. Anything else is answered like an unknown one. */
const token = z.string().max(200);
const device = z.string().max(40);
const code = z
  .string()
  .trim()
  .transform((typed) => typed.replace(/\s/g, ''))
  .pipe(z.string().regex(/^\d{6}$/));

export const nothing = z.strictObject({});
export const signInRequest = z.strictObject({ email: emailAddress, locale: localeCode });
export const signInCompletion = z.strictObject({
  token,
  device,
  /** The language of the page: letters follow it from now on. */
  locale: localeCode.optional(),
});
export const demoLinkRequest = z.strictObject({
  role: z.enum([...STAFF_ROLES, 'citizen']),
  reach: reach.optional(),
});
export const invitation = z.strictObject({
  email: emailAddress,
  locale: localeCode,
  role,
  reach,
});
export const invitationRef = z.strictObject({ invitationId: z.uuid() });
export const invitationToken = z.strictObject({ token });
export const newGrant = z.strictObject({
  personId: z.uuid(),
  role,
  reach,
  validTo: z.iso.datetime().optional(),
  reason: z.string().trim().min(3).max(500).optional(),
});
export const grantRef = z.strictObject({ grantId: z.uuid() });
export const personRef = z.strictObject({ personId: z.uuid() });
export const totpCodeInput = z.strictObject({ code });
export const recoveryCodeInput = z.strictObject({ code: z.string().trim().min(8).max(40) });
export const sessionChoice = z.union([
  z.strictObject({ sessionId: z.uuid() }),
  z.strictObject({ all: z.literal('others') }),
]);
export const sessionRef = z.strictObject({ sessionId: z.uuid() });
/** What a key can be made for; a door that needs another scope adds it here. */
export const API_SCOPES = [
  'complaints:write',
  'visits:write',
  'forms:write',
  'answers:write',
  'cabinet:read',
  'slots:write',
  'referrals:write',
] as const;
export type ApiScope = (typeof API_SCOPES)[number];
export const PER_HOUR_DEFAULT = 6000;
export const PER_DAY_DEFAULT = 60_000;

const quota = {
  perHour: z.coerce.number().int().min(1).max(100_000),
  perDay: z.coerce.number().int().min(1).max(1_000_000),
  /** The last day on which it opens anything, `YYYY-MM-DD`; for good when absent. */
  until: z.iso.date().optional(),
};
export const newApiKey = z.strictObject({
  name: z.string().trim().min(1).max(80),
  scopes: z.array(z.enum(API_SCOPES)).min(1).max(API_SCOPES.length),
  perHour: quota.perHour.default(PER_HOUR_DEFAULT),
  perDay: quota.perDay.default(PER_DAY_DEFAULT),
  until: quota.until,
  /** Whose machine it is and whom to ask about it. */
  contactNote: z.string().trim().max(200).optional(),
});
export const apiKeyQuota = z.strictObject({ keyId: z.uuid(), ...quota });
export const apiKeyHash = z.strictObject({ keyHash: z.string().max(100) });
export const apiKeyRef = z.strictObject({ keyId: z.uuid() });

export const providerRef = z.strictObject({ code: z.string().max(40) });
/** The secret of the browser that sets out, kept in its cookie. */
const browser = z.string().max(200);
export const flowStart = z.strictObject({
  provider: z.string().max(40),
  locale: localeCode,
  state: token,
  browser,
});
export const flowReturn = z.strictObject({ provider: z.string().max(40), state: token, browser });
export const flowResult = z.strictObject({
  flowId: z.uuid(),
  issuer: z.string().max(300),
  subject: z.string().min(1).max(255),
  email: z.string().max(320).nullable(),
  assurance: z.enum(ASSURANCE_LEVELS),
  device,
  /** The session of the browser that comes back, which a new one replaces. */
  session: z.strictObject({ personId: z.uuid(), sessionId: z.uuid() }).nullable(),
});
export const identityRef = z.strictObject({ identityId: z.uuid() });
export const passkeyName = z.string().trim().min(1).max(60);
/** What a browser's `PublicKeyCredential.toJSON()` gives, as text: its shape is the library's to judge. */
const credential = z.string().min(2).max(20_000);
export const newPasskey = z.strictObject({ name: passkeyName, credential });
export const passkeyProof = z.strictObject({ credential, device });
export const passkeyRef = z.strictObject({ passkeyId: z.uuid() });
export const passkeyNaming = z.strictObject({ passkeyId: z.uuid(), name: passkeyName });
export const mailedToken = z.strictObject({ token });
export const newAddress = z.strictObject({ email: emailAddress, locale: localeCode });
export const deedContent = z.strictObject({
  path: z.string().startsWith('/').max(500),
  fields: z.array(z.tuple([z.string().max(100), z.string().max(20_000)])).max(200),
});
export const deedRef = z.strictObject({ deedId: z.uuid() });
const reason = z.string().trim().min(3).max(500);
export const roleRevocation = z.strictObject({ grantId: z.uuid(), reason });
export const roleHandOver = z.strictObject({
  grantId: z.uuid(),
  toPersonId: z.uuid(),
  validFrom: z.iso.datetime().optional(),
  /** Absent: for good, and then the first holder's own grant ends. */
  validTo: z.iso.datetime().optional(),
  reason,
});
export const roleHistory = z.union([
  z.strictObject({ personId: z.uuid() }),
  z.strictObject({ reach }),
]);
