import type { Candidate, Context } from '../candidate.ts';
import { candidate } from '../candidate.ts';
import type { Topic } from '../text/topics.ts';
import { cardShape, innOk, luhnOk, snilsOk } from './checksums.ts';
import type { Window } from './windows.ts';

// Numbers with check digits: caught wherever they are right, and beside their context word even when wrong.

const KINDS: readonly Topic[] = [
  'phone',
  'snils',
  'inn',
  'policy',
  'bank',
  'card',
  'passport',
  'document',
  'sick',
  'account',
  'request',
  'medical',
  'certificate',
];
const RIGHT = 0.98;
const NAMED_BUT_WRONG = 0.8;

/** SNILS, INN, health policy, bank card, bank account or sick leave in a window of digits. */
export function identityIn(context: Context, window: Window): Candidate | null {
  const named = context.topics.nearestBefore(window.first, KINDS, 5);
  return (
    snils(context, window, named) ??
    inn(window, named) ??
    policy(window, named) ??
    account(window, named) ??
    card(window, named) ??
    sickLeave(window, named)
  );
}

function snils(context: Context, window: Window, named: Topic | null): Candidate | null {
  const { digits, shape } = window;
  const isNamed = named === 'snils';
  if (digits.length === 11 && snilsOk(digits) && (isNamed || isSnilsCut(digits, shape))) {
    // One phone in a hundred passes the check as well: how it is written and named tells them apart.
    const likePhone = /^[78][3489]/.test(digits) && shape !== '3-3-3-2' && !isNamed;
    const plus = context.reading.tokens[window.first - 1]?.raw === '+';
    if (!plus) return of('snils', window, likePhone ? 0.6 : RIGHT, true);
  }
  if (!isNamed || digits.length < 9 || digits.length > 12) return null;
  return of(
    'snils',
    window,
    digits.length === 11 ? NAMED_BUT_WRONG + 0.05 : NAMED_BUT_WRONG,
    false,
  );
}

function inn(window: Window, named: Topic | null): Candidate | null {
  const { digits, groups } = window;
  if (digits.length !== 12) return null;
  const right = innOk(digits);
  if (right && (groups.length === 1 || named === 'inn')) return of('inn', window, RIGHT, true);
  return named === 'inn' ? of('inn', window, NAMED_BUT_WRONG, false) : null;
}

/** One number in a hundred passes by chance, so it must be cut as people cut a SNILS and be no free line. */
function isSnilsCut(digits: string, shape: string): boolean {
  return ['11', '3-3-3-2', '9-2', '3-3-5', '3-8'].includes(shape) && !/^[78]80\d/.test(digits);
}

const POLICY_DIGITS = 16;

function policy(window: Window, named: Topic | null): Candidate | null {
  const { digits, shape } = window;
  if (digits.length === POLICY_DIGITS) {
    const right = luhnOk(digits);
    const bank = named === 'bank' || named === 'card' || (named !== 'policy' && cardShape(digits));
    if (right && !bank && isEvenlyCut(shape)) return of('policy', window, RIGHT, true);
    if (named === 'policy')
      return of('policy', window, right ? RIGHT : NAMED_BUT_WRONG + 0.02, right);
    return null;
  }
  // Paper policies before 2011 and temporary certificates have no check digit.
  const old =
    digits.length >= 8 && digits.length <= 17 && digits.length !== 10 && digits.length !== 11;
  const oldTen = digits.length === 10 && ['10', '6-4', '4-6'].includes(shape);
  return named === 'policy' && (old || oldTen) ? of('policy', window, 0.75, null) : null;
}

function isEvenlyCut(shape: string): boolean {
  return !shape.split('-').some((part) => Number(part) < 2 && shape.length > 2);
}

function account(window: Window, named: Topic | null): Candidate | null {
  if (window.digits.length !== 20) return null;
  const personal = /^(408|423|426)/.test(window.digits);
  if (!personal && named !== 'account' && named !== 'bank') return null;
  return of('bank_account', window, personal ? 0.9 : 0.7, null);
}

function card(window: Window, named: Topic | null): Candidate | null {
  const { digits, shape } = window;
  if (digits.length < 13 || digits.length > 19) return null;
  const isNamed = named === 'bank' || named === 'card';
  const right = luhnOk(digits);
  const known = cardShape(digits);
  if (right && (known || isNamed) && isEvenlyCut(shape)) {
    // Bar codes and payment numbers have these lengths too; sixteen digits are a card's.
    if (!isNamed && digits.length !== 16 && named !== null) return null;
    return of('bank_card', window, RIGHT, true);
  }
  return isNamed && digits.length >= 15 ? of('bank_card', window, NAMED_BUT_WRONG, false) : null;
}

function sickLeave(window: Window, named: Topic | null): Candidate | null {
  if (named !== 'sick' || window.digits.length < 9 || window.digits.length > 12) return null;
  return of('sick_leave', window, 0.85, null);
}

function of(
  type: Candidate['type'],
  window: Window,
  confidence: number,
  checksumOk: boolean | null,
): Candidate {
  return candidate(type, window.start, window.end, confidence, checksumOk);
}
