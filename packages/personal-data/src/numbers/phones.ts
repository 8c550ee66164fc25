import type { Candidate, Context } from '../candidate.ts';
import { candidate } from '../candidate.ts';
import { isOrganisations, namesOfficeBefore } from '../text/owner.ts';
import type { Topic } from '../text/topics.ts';
import type { Window } from './windows.ts';

/** Free lines and paid services: never a person's. */
const SERVICE_CODE = /^80[0-9]/;
const FOREIGN_DIGITS_MIN = 10;
const FOREIGN_DIGITS_MAX = 15;
const NOT_A_PHONE: readonly Topic[] = [
  'snils',
  'inn',
  'policy',
  'passport',
  'document',
  'sick',
  'request',
  'account',
  'bank',
  'certificate',
];

/** Phone numbers written in digits: with +7 or 8, without, of a city, and short ones beside a context word. */
export function phoneIn(context: Context, window: Window): Candidate | null {
  const { reading } = context;
  const confidence = confidenceOf(context, window);
  if (confidence === 0) return null;
  const before = reading.tokens[window.first - 1];
  let start = window.start;
  if (before?.raw === '+' && reading.tokens[window.first]!.gap === 0) start = before.start;
  if (before?.raw === '(' && window.groups[1]?.separator.includes(')')) start = before.start;
  return candidate('phone', start, window.end, confidence);
}

function confidenceOf(context: Context, window: Window): number {
  const { digits } = window;
  const plus = hasPlus(context, window);
  const named = context.topics.before(window.first, 'phone', 6) < Infinity;
  if (digits.length === 11 && (digits[0] === '7' || digits[0] === '8'))
    return national(context, window, digits.slice(1), plus, named);
  if (plus && digits.length >= FOREIGN_DIGITS_MIN && digits.length <= FOREIGN_DIGITS_MAX)
    return window.groups.length > 1 || named ? 0.85 : 0.75;
  if (digits.length === 10) return withoutPrefix(context, window, named);
  return short(context, window, named);
}

function hasPlus(context: Context, window: Window): boolean {
  return context.reading.tokens[window.first - 1]?.raw === '+';
}

function national(
  context: Context,
  window: Window,
  number: string,
  plus: boolean,
  named: boolean,
): number {
  if (SERVICE_CODE.test(number)) return 0;
  const other = otherTopic(context, window);
  if (other !== null && !plus && !named && window.groups.length === 1) return 0;
  if (number[0] === '9') {
    if (namesOfficeBefore(context, window.first)) return 0;
    if (isTiedToCode(context, window)) return named ? 0.8 : 0;
    return other !== null && !plus ? 0.7 : 0.97;
  }
  if (!/[348]/.test(number[0]!)) return plus || named ? 0.7 : 0;
  if (isTiedToCode(context, window)) return 0;
  return isOrganisations(context, window.first, window.last) ? 0 : 0.9;
}

/** «ОГ-89160004127»: a hyphen or a slash ties the digits to what stands before. */
function isTiedToCode(context: Context, window: Window): boolean {
  const { tokens } = context.reading;
  const sign = tokens[window.first - 1];
  if (!sign || tokens[window.first]!.gap > 0 || !['-', '/', '.'].includes(sign.raw)) return false;
  const word = tokens[window.first - 2];
  if (!word || sign.gap > 0 || word.kind === 'sign') return false;
  return !context.topics.of(word.low).includes('phone');
}

function otherTopic(context: Context, window: Window): Topic | null {
  const topic = context.topics.nearestBefore(window.first, [...NOT_A_PHONE, 'phone'], 4);
  return topic === 'phone' ? null : topic;
}

const PASSPORT_SHAPES = new Set(['4-6', '2-2-6', '2-8']);

function withoutPrefix(context: Context, window: Window, named: boolean): number {
  const { digits, shape, groups } = window;
  if (SERVICE_CODE.test(digits) || isTiedToCode(context, window)) return 0;
  const other = otherTopic(context, window);
  if (other !== null) return 0;
  const city = digits[0] !== '9';
  if (city && !/[348]/.test(digits[0]!)) return 0;
  if (PASSPORT_SHAPES.has(shape) && !named) return 0;
  const code = groups[0]!.digits.length;
  const bracketed = groups[1]?.separator.includes(')') ?? false;
  if (city) {
    if (!bracketed && !(named && (code === 10 || (code >= 3 && code <= 5)))) return 0;
    return isOrganisations(context, window.first, window.last) ? 0 : 0.8;
  }
  if (named) return namesOfficeBefore(context, window.first) ? 0 : 0.92;
  if (code === 3) return 0.85;
  if (shape !== '10') return 0;
  // Ten digits in a row may be anything; a number sign says that they count something.
  return context.reading.tokens[window.first - 1]?.raw === '№' ? 0 : 0.7;
}

const SHORT: Readonly<Record<string, number>> = {
  '3-2-2': 0.75,
  '3-4': 0.65,
  '7': 0.6,
  '2-2-3': 0.6,
  '2-3-2': 0.6,
  '1-2-2-2': 0.6,
  '2-2-2': 0.65,
  '3-3': 0.6,
  '6': 0.55,
  '1-2-2': 0.6,
};

function short(context: Context, window: Window, named: boolean): number {
  const confidence = SHORT[window.shape];
  if (confidence === undefined || isTiedToCode(context, window)) return 0;
  if (window.groups.slice(1).some((group) => /[,(]/.test(group.separator))) return 0;
  const distance = context.topics.before(window.first, 'phone', 4);
  const hyphened = window.groups.slice(1).every((group) => group.separator === '-');
  if (!named && !(window.shape === '3-2-2' && hyphened)) return 0;
  if (named && distance === Infinity && !hyphened) return 0;
  if (otherTopic(context, window) !== null) return 0;
  const next = context.reading.tokens[window.last + 1];
  if (
    next?.kind === 'word' &&
    /^(руб|раз|час|минут|мин|дн|дней|чел|мг|мл|шт|тыс|кабинет|р$)/.test(next.low)
  )
    return 0;
  if (isOrganisations(context, window.first, window.last)) return 0;
  return confidence;
}
