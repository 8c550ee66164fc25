import { findPersonalData, redact } from '@otklik/personal-data';

/**
 * The last net before a log line: callers log ids, codes and counts, and this catches what slips.
 * Linear in the length of the text; works on shape, so it misses names and addresses of streets.
 */

const DROPPED = '[dropped]';
const STRING_chars = 2000;
const DEPTH = 5;
const ITEMS = 50;

/** Words of field names whose values are personal or secret; names are split at case, `-`, `_`, `.`. */
const CLOSED_WORDS = new Set(
  (
    'address addresses author authorization body birth contact contacts cookie cookies email emails ' +
    'firstname html ip lastname letter login message middlename msisdn note passport password ' +
    'patient phone phones pin query receipt recipient secret session signature snils solution street ' +
    'subject surname tel text token tokens username'
  ).split(' '),
);
/** A number under such a name is fine when it only measures: `body_bytes`, `phones_count`. */
const MEASURE = /_(bytes|chars|count|max|min|ms|px|s)$/;

/** Anywhere in a name, however it is written. */
const SECRET_NAME = /e-?mail|phone|password|token|secret|cookie|session/i;
const PERSON_NAME = /^name$|(first|last|middle|full|display|user)[_-]?name/i;

const SHAPES: readonly (readonly [RegExp, string])[] = [
  [/([?&#][\w.-]{1,64}=)[^&#\s"']+/g, '$1[value]'],
  [/(\/\/)[^\s/@]{1,256}@/g, '$1[login]@'],
  [/[^\s@<>"'(),;:=/\]]{1,64}@[^\s@<>"'(),;:]{1,255}/g, '[email]'],
  [/(?<![\w.-])\+\d(?:[\s().-]{0,2}\d){6,14}(?![\w-])/g, '[phone]'],
  [
    /(?<![\w.+-])[78]?[\s(-]{0,2}\d{3}[\s).-]{0,2}\d{3}[\s.-]?\d{2}[\s.-]?\d{2}(?![\w-])/g,
    '[phone]',
  ],
  [/(?<![\w.])(?!127\.|0\.0\.0\.0)\d{1,3}(?:\.\d{1,3}){3}(?![\w.])/g, '[ip]'],
  [/(?<![\w:])[\da-f]{0,4}(?::[\da-f]{0,4}){3,7}(?![\w:])/gi, '[ip]'],
  // newSecret() and every keyed hash of ours: 43 characters of base64url.
  [/(?<![\w-])(?=[\w-]*[A-Z])(?=[\w-]*[a-z])[\w-]{43}(?![\w-])/g, '[secret]'],
];

/** Nearly all lines have neither nine digits close together nor the words of a disguise: they cost one look. */
const WORTH_READING =
  /\p{Nd}(?:\P{Nd}{0,3}\p{Nd}){8}|[ОOЗlI]\d|\d[ОOЗlI]|собак|снилс|телефон|восемь|девят|плюс/iu;
const SURE = 0.7;
const WRITTEN = { phone: '[phone]', email: '[email]', snils: '[snils]' } as const;

/** What the shapes above do not know: check digits of a SNILS, digits in words, letters for digits. */
function withoutPersonal(text: string): string {
  if (!WORTH_READING.test(text)) return text;
  const spans = findPersonalData(text, {
    types: ['phone', 'email', 'snils'],
    minConfidence: SURE,
  });
  return spans.length === 0 ? text : redact(text, spans, WRITTEN);
}

/** Text without anything that looks like a contact or a secret; long texts are cut. */
export function scrubText(text: string): string {
  let clean = text
    .slice(0, STRING_chars)
    .normalize('NFKC')
    .replace(/[\u00ad\u200b-\u200f\u2060\ufeff]/g, '');
  for (const [shape, label] of SHAPES) clean = clean.replace(shape, label);
  clean = withoutPersonal(clean);
  return text.length > STRING_chars ? `${clean}…` : clean;
}

/** A plain copy that JSON can write, at most 5 deep and 50 wide, with closed fields dropped. */
export function scrub(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return scrubText(value);
  if (typeof value === 'bigint') return String(value);
  if (value === null || typeof value === 'boolean' || typeof value === 'number') return value;
  if (typeof value !== 'object') return undefined;
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : value.toISOString();
  if (ArrayBuffer.isView(value)) return { length_bytes: value.byteLength };
  if (depth >= DEPTH) return '[deep]';
  if (value instanceof Error) return describeError(value, depth);
  if (Array.isArray(value)) return value.slice(0, ITEMS).map((item) => scrub(item, depth + 1));
  return scrubFields(value, depth);
}

/** @see scrub */
export function scrubFields(fields: object, depth = 0): Record<string, unknown> {
  const entries = Object.entries(fields).slice(0, ITEMS);
  return Object.fromEntries(
    entries.map(([name, value]) => [
      scrubText(name),
      isClosed(name, value) ? DROPPED : scrub(value, depth + 1),
    ]),
  );
}

function isClosed(name: string, value: unknown): boolean {
  if (value === null || value === undefined || typeof value === 'boolean') return false;
  if (typeof value === 'number' && MEASURE.test(name)) return false;
  const words = name
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[\s._-]+/);
  if (SECRET_NAME.test(name)) return true;
  // An id of something personal is what a log is for.
  if (/^ids?$/.test(words.at(-1) ?? '')) return false;
  return words.some((word) => CLOSED_WORDS.has(word)) || PERSON_NAME.test(name);
}

/**
 * Name, code and frames. The message is left out: messages of libraries quote rows, addresses and
 * queries (`Key (email)=(…) already exists`), while name, code and frames find the place. An
 * AppError's data holds no personal values by contract, so it stays, scrubbed.
 */
function describeError(error: Error, depth: number): Record<string, unknown> {
  const { code, data } = error as Error & { code?: unknown; data?: unknown };
  const known = error.name === 'AppError' && typeof data === 'object' && data !== null;
  return {
    name: /^[A-Za-z]\w{0,63}$/.test(error.name) ? error.name : 'Error',
    ...(typeof code === 'string' && /^[\w-]{1,64}$/.test(code) ? { code } : {}),
    ...(known ? { data: scrub(data, depth + 1) } : {}),
    ...framesOf(error),
    ...(error.cause === undefined ? {} : { cause: scrub(error.cause, depth + 1) }),
  };
}

/** Only lines that are frames: the message stands before them and may have many lines itself. */
function framesOf({ stack, message }: Error): { stack?: string[] } {
  if (typeof stack !== 'string') return {};
  const after = stack.includes(message)
    ? stack.slice(stack.indexOf(message) + message.length)
    : stack;
  const frames = after
    .split('\n')
    .filter((line) => /^\s+at .*(:\d+:\d+\)?|native\)|anonymous>\)?)$/.test(line));
  return frames.length === 0
    ? {}
    : { stack: frames.slice(0, 12).map((line) => scrubText(line.trim())) };
}
