import type { Token } from '../text/tokens.ts';

/** A date in the text; the year may be missing a century. */
export interface FoundDate {
  readonly first: number;
  readonly last: number;
  readonly start: number;
  readonly end: number;
  readonly year: number;
}

const MONTH =
  /^(январ[ья]|феврал[ья]|марта?|апрел[ья]|ма[яй]|июн[ья]|июл[ья]|августа?|сентябр[ья]|октябр[ья]|ноябр[ья]|декабр[ья]|янв|фев|апр|авг|сент?|окт|ноя|дек)$/;
const YEAR_WORD = /^(год|года|году|г)$/;
const OLDEST_YEAR = 1900;
const LATEST_YEAR = 2099;

/** All dates, in order and without overlaps. */
export function datesOf(tokens: readonly Token[]): FoundDate[] {
  const dates: FoundDate[] = [];
  for (let at = 0; at < tokens.length; at += 1) {
    if (tokens[at]!.kind !== 'digits') continue;
    const date = inDigits(tokens, at) ?? withMonthName(tokens, at);
    if (!date) continue;
    dates.push(date);
    at = date.last;
  }
  return dates;
}

/** dd.mm.yyyy, dd/mm/yy, yyyy-mm-dd and the like. */
function inDigits(tokens: readonly Token[], at: number): FoundDate | null {
  const [first, sign, second, again, third] = tokens.slice(at, at + 5);
  if (!third || !sign || !again || !second || !first) return null;
  if (second.kind !== 'digits' || third.kind !== 'digits') return null;
  if (sign.raw !== again.raw || !['.', '/', '-', ','].includes(sign.raw)) return null;
  if ([sign, again].some((token) => token.gap > 0)) return null;
  // «14. 03. 2019» is a date, «1, 2, 3» and «45 - 12 - 34» are not.
  if (sign.raw !== '.' && (second.gap > 0 || third.gap > 0)) return null;
  if (isTied(tokens[at - 1], first) || isTied(tokens[at + 5], tokens[at + 6])) return null;
  const parts = [first.raw, second.raw, third.raw];
  if (parts[0]!.length === 4) return dated(tokens, at, at + 4, parts[0]!, parts[1]!, parts[2]!);
  if (parts[2]!.length === 2 && !'./'.includes(sign.raw)) return null;
  return dated(tokens, at, at + 4, parts[2]!, parts[1]!, parts[0]!);
}

function isTied(sign: Token | undefined, digits: Token | undefined): boolean {
  return (
    sign?.kind === 'sign' &&
    '-/.'.includes(sign.raw) &&
    sign.gap === 0 &&
    digits?.kind === 'digits' &&
    digits.gap === 0
  );
}

function dated(
  tokens: readonly Token[],
  first: number,
  last: number,
  year: string,
  month: string,
  day: string,
): FoundDate | null {
  if (year.length !== 4 && year.length !== 2) return null;
  if (month.length > 2 || day.length > 2 || Number(month) < 1 || Number(month) > 12) return null;
  if (Number(day) < 1 || Number(day) > 31) return null;
  return found(tokens, first, last, Number(year));
}

/** «2 мая 1958 года», «2-го мая 58 г.»; the word for year belongs to it, its full stop does not. */
function withMonthName(tokens: readonly Token[], at: number): FoundDate | null {
  const day = Number(tokens[at]!.raw);
  if (day < 1 || day > 31 || tokens[at]!.raw.length > 2) return null;
  let next = at + 1;
  if (tokens[next]?.raw === '-' && tokens[next + 1]?.low === 'го') next += 2;
  else if (tokens[next]?.low === 'го') next += 1;
  const month = tokens[next];
  if (month?.kind !== 'word' || !MONTH.test(month.low)) return null;
  const dot = tokens[next + 1]?.raw === '.' || tokens[next + 1]?.raw === ',' ? 1 : 0;
  const year = tokens[next + 1 + dot];
  if (year?.kind !== 'digits' || (year.raw.length !== 4 && year.raw.length !== 2)) return null;
  if (year.raw.length === 2 && !YEAR_WORD.test(tokens[next + 2 + dot]?.low ?? '')) return null;
  let last = next + 1 + dot;
  if (
    /^(года|год)$/.test(tokens[last + 1]?.low ?? '') &&
    !(tokens[last + 2]?.low ?? '').startsWith('рожд')
  )
    last += 1;
  return found(tokens, at, last, Number(year.raw));
}

function found(
  tokens: readonly Token[],
  first: number,
  last: number,
  year: number,
): FoundDate | null {
  if (year >= 100 && (year < OLDEST_YEAR || year > LATEST_YEAR)) return null;
  return { first, last, start: tokens[first]!.start, end: tokens[last]!.end, year };
}
