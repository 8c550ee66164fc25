import type { Candidate, Context } from '../candidate.ts';
import { candidate } from '../candidate.ts';
import type { Token } from '../text/tokens.ts';
import type { FoundDate } from './dates.ts';

const REACH = 4;
/** A birth in words: «второго мая пятьдесят восьмого». */
const ORDINAL =
  /^(перв|втор|трет|четверт|пят|шест|седьм|восьм|девят|десят|\S+надцат|двадцат|тридцат)(ого|ьего|ое|ье)$/;
const MONTH_NAME =
  /^(января|февраля|марта|апреля|мая|июня|июля|августа|сентября|октября|ноября|декабря)$/;
const YEAR_PART =
  /^(тысяча|две|тысячи|двухтысячн\S*|девятьсот|сорок|пятьдесят|шестьдесят|семьдесят|восемьдесят|девяносто|двадцать|тридцать|\S+ого|\S+ьего|года|году)$/;

/** Dates of birth; a bare date is a visit. */
export function birthDates(context: Context, dates: readonly FoundDate[]): Candidate[] {
  const { tokens } = context.reading;
  const found: Candidate[] = [];
  for (const date of dates) {
    const confidence = birthBeside(context, date.first, date.last);
    if (confidence > 0) found.push(candidate('birth_date', date.start, date.end, confidence));
  }
  tokens.forEach((token, at) => {
    if (token.kind === 'digits' && token.raw.length === 4) {
      const year = bornInYear(context, at);
      if (year) found.push(year);
    } else if (token.kind === 'word' && ORDINAL.test(token.low)) {
      const words = bornInWords(context, at);
      if (words) found.push(words);
    }
  });
  return found;
}

function birthBeside(context: Context, first: number, last: number): number {
  const { tokens } = context.reading;
  if (isBirthMark(tokens, last + 1)) return 0.95;
  if (context.topics.before(first, 'birth', REACH) < Infinity && !isBirthOfOther(context, first))
    return 0.92;
  // «д. р. 14.03.2019», «д/р 14.03.2019».
  const mark = tokens
    .slice(Math.max(0, first - 5), first)
    .map((token) => token.low)
    .join('');
  return /(^|[^а-я])д[./]?р\.?:?$/.test(mark) ? 0.92 : 0;
}

/** «родился в роддоме 14.03.2019» still is; «родился сын, на приём 12.11.2025» is not: a visit word stands nearer. */
function isBirthOfOther(context: Context, first: number): boolean {
  const near = context.reading.tokens.slice(Math.max(0, first - 3), first);
  return near.some((token) =>
    /^(запис|прием|приём|визит|обрат|пришл|прибы|выда|талон)/.test(token.low),
  );
}

/** «г.р.», «г. р.», «года рождения», «рожд.», «(дата рождения)». */
function isBirthMark(tokens: readonly Token[], at: number): boolean {
  const after = tokens.slice(at, at + 6);
  const text = after
    .map((token) => token.low)
    .join('')
    .replace(/^[,(]+/, '');
  return /^(г\.?р(\.|$|[^а-я])|г(ода|од|\.)?(моего|его|ее)?рожд|рожд|дата?рожд|деньрожд|др[,.)])/.test(
    text,
  );
}

function bornInYear(context: Context, at: number): Candidate | null {
  const { tokens } = context.reading;
  const token = tokens[at]!;
  const year = Number(token.raw);
  if (year < 1900 || year > 2099 || tokens[at - 1]?.kind === 'digits') return null;
  if (isBirthMark(tokens, at + 1)) return candidate('birth_date', token.start, token.end, 0.8);
  const before = tokens
    .slice(Math.max(0, at - 2), at)
    .map((word) => word.low)
    .join(' ');
  if (!/^(родил\S+|рожден\S*) (в|с)$|рождения$/.test(before)) return null;
  return candidate('birth_date', token.start, token.end, 0.6);
}

function bornInWords(context: Context, at: number): Candidate | null {
  const { tokens } = context.reading;
  const month = /^(двадцат|тридцат)/.test(tokens[at]!.low) || !tokens[at + 1] ? at + 1 : at + 1;
  if (!MONTH_NAME.test(tokens[month]?.low ?? '')) return null;
  let last = month;
  while (last - month < 6 && YEAR_PART.test(tokens[last + 1]?.low ?? '')) last += 1;
  if (last === month || context.topics.before(at, 'birth', REACH) === Infinity) return null;
  const tens = /^(двадцать|тридцать)$/.test(tokens[at - 1]?.low ?? '');
  return candidate('birth_date', tokens[tens ? at - 1 : at]!.start, tokens[last]!.end, 0.85);
}

const RECENT = 2015;
const CLOSING = new Set([',', ')', ';', '.', '-']);

/** «Ахметова Гульнара Маратовна, 1977-08-30, тел. …»: a date beside a name that is no visit's. */
export function birthBesideNames(
  context: Context,
  dates: readonly FoundDate[],
  people: readonly Candidate[],
): Candidate[] {
  const { tokens } = context.reading;
  const ends = new Set(people.filter((one) => one.confidence > 0.6).map((one) => one.end));
  const found: Candidate[] = [];
  for (const date of dates) {
    let before = date.first - 1;
    while (tokens[before] && [',', '('].includes(tokens[before]!.raw)) before -= 1;
    if (!tokens[before] || !ends.has(tokens[before]!.end)) continue;
    const next = tokens[date.last + 1];
    const closed = next === undefined || CLOSING.has(next.raw);
    // Without a clock a recent date may be the day of a visit; an old one beside a name is not.
    if (date.year >= 100 && date.year < RECENT)
      found.push(candidate('birth_date', date.start, date.end, 0.85));
    else if (
      closed &&
      /^(тел|снилс|полис|паспорт|прожив|адрес|пол)/.test(tokens[date.last + 2]?.low ?? '')
    )
      found.push(candidate('birth_date', date.start, date.end, 0.75));
  }
  return found;
}
