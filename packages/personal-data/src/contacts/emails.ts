import type { Candidate, Context } from '../candidate.ts';
import { candidate, distanceTo } from '../candidate.ts';
import type { Token } from '../text/tokens.ts';
import { Lexicon } from '../text/lexicon.ts';

// E-mail addresses, plain and written so that machines shall not read them.

const AT_WORD = /^(собака|собачка|сабака|собаки|at|эт)$/;
const DOT_WORD = /^(точка|тчк|dot|точк)$/;
const JOIN_WORD = /^(подчеркивание|подчерк|дефис|тире|минус|underscore|dash)$/;
const ENDING =
  /^(ru|рф|su|com|net|org|info|biz|example|test|me|ua|by|kz|io|ру|ком|орг|нет|uk|de|pro|online|moscow|москва|рус|app|dev|edu|gov)$/;
const HOST =
  /^(mail|gmail|yandex|ya|bk|inbox|list|rambler|icloud|hotmail|outlook|yahoo|proton|protonmail|internet|vk|example|мейл|майл|мэйл|маил|почта|джимейл|гмейл|гмаил|жмейл|яндекс|рамблер|инбокс|бк|лист)$/;
const OFFICE =
  /^(info|office|reception|priem|priemnaya|registratura|support|help|helpdesk|contact|contacts|press|pressa|zapis|sekretar|secretary|kadry|hr|glavvrach|hotline|zakaz|sales|admin|noreply|no-reply|post|pochta|mail|obr|obrashen\w*|gp-?\d*|dgp-?\d*|gkb-?\d*|poliklinika\w*|clinic\w*|\w*zdrav\w*|инфо)$/;
const OFFICE_HOST =
  /(^|[.-])(poliklinik\w*|polyclinic\w*|clinic\w*|klinik\w*|hospital\w*|bolnic\w*|bolnits\w*|zdrav\w*|\w*zdrav|mos|gov|mosreg|gosuslugi|minzdrav|rosminzdrav|emias|gkb\d*|gp\d+|dgp\d+)(?=\.)/;
const OWN = new Lexicon('=мой =моя =мое =моем =мою =наш =наша личн =свой =свою');
const LONGEST = 64;
const LOCAL_SIGNS = new Set(['.', '_', '+', '-', '%', "'", '!', '#', '&', '~']);

/** All e-mail addresses that are not an office's. */
export function emailsIn(context: Context): Candidate[] {
  const { tokens } = context.reading;
  const found: Candidate[] = [];
  for (let at = 1; at < tokens.length; at += 1) {
    const token = tokens[at]!;
    const word = token.kind === 'word' && AT_WORD.test(token.low);
    if (token.raw !== '@' && !word) continue;
    const span = emailAround(context, at, word);
    if (span) found.push(span);
  }
  return found;
}

function emailAround(context: Context, at: number, word: boolean): Candidate | null {
  const { tokens } = context.reading;
  let left = at - 1;
  let right = at + 1;
  const bracket = isBracket(tokens[left]) && isBracket(tokens[right]);
  if (bracket) {
    left -= 1;
    right += 1;
  }
  const first = localStart(tokens, left);
  const host = hostEnd(tokens, right, word || bracket);
  if (first === null || host === null) return null;
  const local = tokens.slice(first, left + 1);
  const latin = /[a-z0-9]/.test(local.map((token) => token.low).join(''));
  if (word && !latin && !host.known) return null;
  if (word && !host.dotted && !host.known) return null;
  const name = local.map((token) => token.low).join('');
  if (isOffice(context, first, name, host.text)) return null;
  const plain = !word && !bracket && host.dotted;
  return candidate('email', tokens[first]!.start, tokens[host.last]!.end, plain ? 0.97 : 0.9);
}

function isBracket(token: Token | undefined): boolean {
  return token !== undefined && '()[]{}<>'.includes(token.raw);
}

/** Goes left over the local part; «точка» and «дефис» between its words belong to it. */
function localStart(tokens: readonly Token[], from: number): number | null {
  const tail = tokens[from];
  if (!tail || (tail.kind === 'sign' && tail.raw !== '_' && tail.raw !== '.')) return null;
  let first = from;
  for (let steps = 0; steps < LONGEST; steps += 1) {
    const token = tokens[first]!;
    const before = tokens[first - 1];
    if (!before) break;
    if (token.gap === 0) {
      if (before.kind === 'sign' && !LOCAL_SIGNS.has(before.raw)) break;
      first -= 1;
      continue;
    }
    const joint =
      before.kind === 'word' && (DOT_WORD.test(before.low) || JOIN_WORD.test(before.low));
    if (token.gap !== 1 || !joint || !tokens[first - 2] || tokens[first - 2]!.kind === 'sign')
      break;
    first -= 2;
  }
  while (first < from && tokens[first]!.kind === 'sign' && tokens[first]!.raw !== '_') first += 1;
  return first;
}

interface Host {
  readonly last: number;
  readonly text: string;
  /** Whether a known provider or ending is named. */
  readonly known: boolean;
  readonly dotted: boolean;
}

/** Goes right over labels joined by a dot, by «точка», or (disguised ones) by nothing but a space. */
function hostEnd(tokens: readonly Token[], from: number, disguised: boolean): Host | null {
  const head = tokens[from];
  if (!head || head.kind === 'sign' || head.gap > 1) return null;
  let last = from;
  let text = head.low;
  let dotted = false;
  let known = HOST.test(head.low);
  for (let steps = 0; steps < LONGEST; steps += 1) {
    const joint = jointAfter(tokens, last, disguised, dotted || text === '' ? '' : text);
    if (!joint) break;
    const label = tokens[joint.next]!;
    if (joint.dot) {
      dotted = true;
      text += '.';
    } else text += joint.text;
    text += label.low;
    known ||= joint.dot && ENDING.test(label.low);
    last = joint.next;
  }
  const ending = tokens[last]!;
  if (dotted && ending.kind !== 'word') return null;
  if (!dotted && !known) return null;
  return { last, text, known, dotted };
}

function jointAfter(
  tokens: readonly Token[],
  last: number,
  disguised: boolean,
  undotted: string,
): { next: number; dot: boolean; text: string } | null {
  const joint = tokens[last + 1];
  if (!joint || joint.gap > 1) return null;
  const after = tokens[last + 2];
  if (joint.kind !== 'sign' && joint.gap === 0) return { next: last + 1, dot: false, text: '' };
  if (joint.raw === '-' && joint.gap === 0 && after?.gap === 0 && after.kind !== 'sign')
    return { next: last + 2, dot: false, text: '-' };
  if (joint.raw === '.' || joint.raw === ',') {
    const tight = joint.gap === 0 && after?.gap === 0;
    const loose = after?.kind === 'word' && after.gap < 2 && ENDING.test(after.low);
    if (joint.raw === ',' && !loose) return null;
    if (after && after.kind !== 'sign' && (tight || loose))
      return { next: last + 2, dot: true, text: '' };
    return null;
  }
  if (joint.kind === 'word' && DOT_WORD.test(joint.low) && after && after.kind !== 'sign')
    return { next: last + 2, dot: true, text: '' };
  if (isBracket(joint) && after && (after.raw === '.' || DOT_WORD.test(after.low)))
    return tokens[last + 4] ? { next: last + 4, dot: true, text: '' } : null;
  // «mail ru», said without its dot.
  const bare = disguised && undotted !== '' && HOST.test(undotted) && joint.kind === 'word';
  return bare && ENDING.test(joint.low) ? { next: last + 1, dot: true, text: '' } : null;
}

function isOffice(context: Context, first: number, local: string, host: string): boolean {
  if (distanceTo(context, first, -1, OWN, 3) < Infinity) return false;
  return OFFICE.test(local) || OFFICE_HOST.test(host);
}
