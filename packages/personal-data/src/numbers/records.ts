import type { Candidate, Context } from '../candidate.ts';
import { candidate } from '../candidate.ts';
import type { Token } from '../text/tokens.ts';
import { markStart } from './papers.ts';

const RECORD =
  /(медкарт\S*|мед\.? ?карт\S*|мед-карт\S*|амб(улаторн\S*|\.)? ?карт\S*|медицинск\S* карт\S*|карт\S* (пациент\S*|больн\S+|стационарн\S*|ребенка|амбулаторн\S*)|эмк|истори\S* (болезни|родов)|медицинск\S* документ\S*|\bиб)[\s:,.—-]*((моя|мой|номер\S*|под|имеет|за)[\s:,.]*){0,2}(№ ?)?$/u;
const PLAIN_CARD =
  /(^|[^а-я])(карт[аыуе]|карточк\S+|картой)[\s:,]*(номер\S*|№|за номером|под номером)[\s:]*$/u;
const NUMBER_OF_CARD = /номер\S* (моей |его |ее |нашей )?карт\S*[\s:—-]*№? ?$/u;
const LOOK_BACK = 60;
const LETTERS = 'АВЕКМНОРСТУХABEKMHOPCTYX';
const PLATE = new RegExp(`^[${LETTERS}]$`, 'i');
const PLATE_PAIR = new RegExp(`^[${LETTERS}]{2}$`, 'i');
const CODE =
  /((код\S*|пин-?код\S*) (от )?(домофон\S*|подъезд\S*|доступ\S*|подтвержден\S*|из смс|из sms|двер\S*|калитк\S*|замк\S*|для входа)|пин-?код\S*|домофон\S*|парол[ьяеюи]\S*|(^|[^а-я])пин)( (от|к|для|на|в) \S+( кабинет\S*| дом\S*)?)?[\s:=—-]*(№ ?)?$/u;

/** Medical records, car plates, codes that open doors or accounts. */
export function recordsIn(context: Context): Candidate[] {
  const { tokens } = context.reading;
  const found: Candidate[] = [];
  for (let at = 0; at < tokens.length; at += 1) {
    const span = plateAt(tokens, at) ?? medicalAt(context, at) ?? accessCodeAt(context, at);
    if (span) found.push(span);
  }
  return found;
}

function wordsBefore(context: Context, start: number): string {
  const { lower } = context.reading.text;
  return lower.slice(Math.max(0, start - LOOK_BACK), start);
}

/** A code of digits, letters, hyphens and slashes without gaps. */
function codeEnd(tokens: readonly Token[], first: number): number {
  let last = first;
  for (let at = first + 1; at < tokens.length && at < first + 9; at += 1) {
    const token = tokens[at]!;
    if (token.gap > 0 || (token.kind === 'sign' && !'-/_'.includes(token.raw))) break;
    if (token.kind !== 'sign') last = at;
  }
  return last;
}

function medicalAt(context: Context, at: number): Candidate | null {
  const { tokens } = context.reading;
  const token = tokens[at]!;
  if (token.kind !== 'digits' || tokens[at - 1]?.kind === 'digits') return null;
  const start = codeStart(tokens, at);
  const before = wordsBefore(context, tokens[start]!.start).replace(/№ ?$/u, '');
  const numbered = tokens[start - 1]?.raw === '№';
  const strong = RECORD.test(before) || NUMBER_OF_CARD.test(before);
  const plain = PLAIN_CARD.test(numbered ? `${before}№` : before);
  if (!strong && !plain) return null;
  const last = codeEnd(tokens, at);
  const length = tokens[last]!.end - tokens[start]!.start;
  if (length < 3 || length > 20 || (length < 4 && !numbered)) return null;
  if (/^(год|г$|раз|руб|час|мин|дн|стр|лист)/.test(tokens[last + 1]?.low ?? '')) return null;
  return candidate(
    'medical_record',
    markStart(tokens, start),
    tokens[last]!.end,
    strong ? 0.88 : 0.7,
  );
}

/** A letter before the digits belongs to the code: «А-1234/25». */
function codeStart(tokens: readonly Token[], at: number): number {
  const sign = tokens[at - 1];
  if (tokens[at]!.gap > 0 || !sign) return at;
  if (sign.kind === 'word' && sign.raw.length <= 3) return at - 1;
  const word = tokens[at - 2];
  const joined =
    sign.raw === '-' && sign.gap === 0 && word?.kind === 'word' && word.raw.length <= 3;
  return joined ? at - 2 : at;
}

/** А123ВС77, also with spaces and in Latin look-alikes. */
function plateAt(tokens: readonly Token[], at: number): Candidate | null {
  const letter = tokens[at]!;
  if (letter.raw.length !== 1 || letter.kind !== 'word' || !PLATE.test(letter.raw)) return null;
  const [number, pair, region] = tokens.slice(at + 1, at + 4);
  if (!number || !pair) return null;
  if (number.kind !== 'digits' || number.raw.length !== 3 || !PLATE_PAIR.test(pair.raw))
    return null;
  const hasRegion = region?.kind === 'digits' && /^\d{2,3}$/.test(region.raw) && region.gap < 2;
  const tight = number.gap === 0 && pair.gap === 0;
  const capitals = (letter.raw + pair.raw).toUpperCase() === letter.raw + pair.raw;
  if (!tight && (!hasRegion || !(capitals || namesCar(tokens, at)))) return null;
  const end = hasRegion ? region.end : pair.end;
  return candidate('vehicle_plate', letter.start, end, hasRegion ? 0.9 : 0.7);
}

function namesCar(tokens: readonly Token[], at: number): boolean {
  return tokens
    .slice(Math.max(0, at - 3), at)
    .some((token) => /^(авто|машин|госномер|такси|тачк)/.test(token.low));
}

const FORBIDDEN_AFTER = /^(руб|раз|год|час|мин|этаж|процент)/;

/** Latin letters, or letters that go on with digits. */
function startsCode(tokens: readonly Token[], at: number): boolean {
  const next = tokens[at + 1];
  return /^[a-z]/.test(tokens[at]!.low) || (next?.kind === 'digits' && next.gap === 0);
}

function accessCodeAt(context: Context, at: number): Candidate | null {
  const { tokens } = context.reading;
  const token = tokens[at]!;
  if (token.kind === 'sign' || (token.kind === 'word' && !startsCode(tokens, at))) return null;
  const named = CODE.exec(wordsBefore(context, token.start));
  if (!named) return null;
  const last = codeEnd(tokens, at);
  const value = tokens
    .slice(at, last + 1)
    .map((part) => part.raw)
    .join('');
  // A password may be all letters, but then it is not a Russian word of the sentence.
  const secret = /\d/.test(value) || (/парол/.test(named[0]) && /^[a-z]/i.test(value));
  if (!secret || value.length < 2 || FORBIDDEN_AFTER.test(tokens[last + 1]?.low ?? '')) return null;
  return candidate('access_code', token.start, tokens[last]!.end, 0.75);
}
