import { emailAddress, localeCode } from '@otklik/notices';
import { STAFF_ROLES } from '@otklik/kernel';
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
export const newApiKey = z.strictObject({
  name: z.string().trim().min(1).max(80),
  scopes: z
    .array(z.string().regex(/^[a-z]+([.:-][a-z]+)*$/))
    .min(1)
    .max(20),
});
export const apiKeyHash = z.strictObject({ keyHash: z.string().max(100) });
export const apiKeyRef = z.strictObject({ keyId: z.uuid() });
