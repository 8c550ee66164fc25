import { locales } from '@otklik/i18n';
import { z } from 'zod';

export const nothing = z.strictObject({});
const id = z.uuid();
const locale = z.enum(locales);
/** The code of a place. */
const place = z.string().regex(/^[a-z0-9][a-z0-9-]{1,60}$/);
/** As printed, or as typed from a wall. */
const code = z.string().min(1).max(30);
const device = z.string().regex(/^[\w-]{43}$/);
/** The hidden number of a form: fresh with each opening. */
const nonce = z.string().regex(/^[\w-]{16,64}$/);
/** Fields of one page as a browser sends them. */
const fields = z.array(z.tuple([z.string().min(1).max(300), z.string().max(20_000)])).max(200);

export const onPoint = z.strictObject({ id });
export const askPoint = z.strictObject({ place, kind: z.enum(['tablet', 'poster']) });
export const enrolTablet = z.strictObject({ code });
export const lookAtPoster = z.strictObject({ code, locale });
export const judgeAtPoster = z.strictObject({ code, locale, fields });
export const answerAtPoster = z.strictObject({ code, fields, nonce });
export const lookAtTablet = z.strictObject({ device, locale });
export const judgeAtTablet = z.strictObject({ device, locale, fields });
export const answerAtTablet = z.strictObject({ device, fields, nonce });

const sheet = z.coerce.number().int().min(1).max(500);
export const makePaperBatch = z.strictObject({
  place,
  printed: z.coerce.number().int().min(8).max(500),
});
export const onBatch = z.strictObject({ batch: id });
export const onSheet = z.strictObject({ batch: id, sheet, locale });
export const enterSheet = z.strictObject({
  batch: id,
  sheet,
  fields,
  /** Empty or spoiled. */
  isVoid: z.boolean().default(false),
});

/** A compact JWS; judged by the key that was registered, never by what it says of itself. */
const assertion = z.string().min(20).max(8000);
export const readCabinet = z.strictObject({ assertion, locale: locale.default('ru') });
export const openFromCabinet = z.strictObject({
  assertion,
  handle: z.string().regex(/^[\w-]{20,100}$/),
  locale: locale.default('ru'),
});
export const registerCabinet = z.strictObject({
  name: z.string().trim().min(2).max(120),
  keyId: z.uuid(),
  algorithm: z.enum(['EdDSA', 'RS256']),
  /** PEM, public half alone. */
  publicKey: z.string().trim().min(50).max(4000),
});
export const onCabinet = z.strictObject({ id });
