import type { Candidate, Context } from '../candidate.ts';
import { candidate, distanceTo } from '../candidate.ts';
import { Lexicon } from '../text/lexicon.ts';
import type { Token } from '../text/tokens.ts';

// Names of accounts and links to them.

const NETWORK = new Lexicon(
  `телеграм телеге телега =телегу =тг =tg telegram =вк =vk вконтакт инстаграм =инста =инсте =инсту instagram whatsapp
   ватсап вайбер viber скайп skype дискорд discord =ник =ником =нике одноклассник =макс =max =ok =ник-нейм никнейм аккаунт`,
);
const OFFICIAL =
  /(zdrav|official|offic|gov|mosru|minzdrav|poliklin|clinic|hospital|gorod|emias|press|news)/;
const ACCOUNT_HOSTS =
  /^(?:(?:www|m|web)\.)?(vk\.com|vkontakte\.ru|vk\.ru|t\.me|telegram\.me|ok\.ru|odnoklassniki\.ru|instagram\.com|facebook\.com|fb\.com|wa\.me|twitter\.com|x\.com|my\.mail\.ru|tiktok\.com|viber\.com|max\.ru|threads\.net|discord\.gg|join\.skype\.com)$/;
const PERSONAL_HOSTS =
  /^(?:www\.)?([a-z0-9-]+\.(?:livejournal\.com|wordpress\.com|blogspot\.com|narod\.ru|ucoz\.ru|tilda\.ws)|github\.com|disk\.yandex\.ru|yadi\.sk|drive\.google\.com|cloud\.mail\.ru|(?:www\.)?youtube\.com|dzen\.ru|rutube\.ru|pikabu\.ru|boosty\.to|linkedin\.com)$/;
const OWN_PAGE = new Lexicon(
  '=мой =моя =моем =моей =мою =наш личн =блог =блоге =сайт =сайте страниц профил =блога резюме',
);
const MINE = new Lexicon('=мой =моя =моем =моей =мою личн =блог =блоге');
const URL_SIGNS = new Set('.-_/?=&%#:~+@');
const LONGEST = 80;

/** «@name», «t.me/name», «телеграм: name», links with an account in them. */
export function handlesIn(context: Context): Candidate[] {
  const { tokens } = context.reading;
  const found: Candidate[] = [];
  for (let at = 0; at < tokens.length; at += 1) {
    const token = tokens[at]!;
    const span =
      token.raw === '@' ? atName(context, at) : (linkAt(context, at) ?? named(context, at));
    if (!span) continue;
    found.push(span);
    while (at + 1 < tokens.length && tokens[at + 1]!.start < span.end) at += 1;
  }
  return found;
}

function nameEnd(tokens: readonly Token[], first: number): number {
  let last = first;
  for (let at = first + 1; at < tokens.length && at < first + LONGEST; at += 1) {
    const token = tokens[at]!;
    if (token.gap > 0 || (token.kind === 'sign' && !'_.-'.includes(token.raw))) break;
    if (token.kind !== 'sign' || token.raw === '_') last = at;
  }
  return last;
}

function nameAt(context: Context, first: number): { text: string; end: number } | null {
  const { tokens, text } = context.reading;
  const head = tokens[first];
  if (!head || (head.kind === 'sign' && head.raw !== '_')) return null;
  const end = tokens[nameEnd(tokens, first)]!.end;
  const name = text.lower.slice(head.start, end);
  return /^[a-z0-9_.-]{3,}$/.test(name) && /[a-z_]/.test(name) ? { text: name, end } : null;
}

function atName(context: Context, at: number): Candidate | null {
  const { tokens } = context.reading;
  const sign = tokens[at]!;
  // Something directly before makes it an e-mail address.
  if (sign.gap === 0 && tokens[at - 1] && tokens[at - 1]!.kind !== 'sign') return null;
  const next = tokens[at + 1];
  if (!next || next.gap > 0) return null;
  const name = nameAt(context, at + 1);
  if (!name || OFFICIAL.test(name.text)) return null;
  return candidate('messenger', sign.start, name.end, 0.9);
}

/** «ник в телеграме lipa_mama», «вк: id123». */
function named(context: Context, at: number): Candidate | null {
  const { tokens } = context.reading;
  const token = tokens[at]!;
  if (token.kind !== 'word' || !/^[a-z]/.test(token.low)) return null;
  if (tokens[at - 1]?.raw === '.' && token.gap === 0) return null;
  const distance = distanceTo(context, at, -1, NETWORK, 3);
  const name = distance === Infinity ? null : nameAt(context, at);
  if (!name || name.text.length < 4 || NETWORK.has(name.text) || OFFICIAL.test(name.text))
    return null;
  const typical = /[0-9_.]/.test(name.text) || distance === 1;
  return typical ? candidate('messenger', token.start, name.end, 0.75) : null;
}

function linkAt(context: Context, at: number): Candidate | null {
  const { tokens, text } = context.reading;
  const token = tokens[at]!;
  // In the middle of a chain its beginning has been judged already.
  if (token.gap === 0 && '.-/'.includes(tokens[at - 1]?.raw ?? ' ')) return null;
  if (token.kind !== 'word' || tokens[at + 1]?.kind !== 'sign' || tokens[at + 1]!.gap > 0)
    return null;
  if (!'.:'.includes(tokens[at + 1]!.raw) || (token.gap === 0 && tokens[at - 1]?.raw === '@'))
    return null;
  let last = at;
  for (let next = at + 1; next < tokens.length && next < at + LONGEST; next += 1) {
    const part = tokens[next]!;
    if (part.gap > 0 || (part.kind === 'sign' && !URL_SIGNS.has(part.raw))) break;
    if (part.kind !== 'sign' || '/_'.includes(part.raw)) last = next;
  }
  const end = tokens[last]!.end;
  const address = text.lower.slice(token.start, end);
  const match = /^(?:https?:\/\/|tg:\/\/)?([^/?#:]+\.[^/?#:]+)(?:[/?#](.*))?$/.exec(address);
  if (!match || /\s/.test(address)) return null;
  const [, host = '', path = ''] = match;
  if (ACCOUNT_HOSTS.test(host))
    return path !== '' && !OFFICIAL.test(path)
      ? candidate('messenger', token.start, end, 0.92)
      : null;
  const own = distanceTo(context, at, -1, OWN_PAGE, 3) < Infinity;
  if (
    PERSONAL_HOSTS.test(host) &&
    (path !== '' || /^[^.]+\.(livejournal|wordpress|blogspot|narod|ucoz|tilda)/.test(host))
  )
    return candidate('link', token.start, end, own ? 0.85 : 0.6);
  const mine = distanceTo(context, at, -1, MINE, 3);
  return mine < Infinity &&
    /\.[a-zа-я]{2,}$/.test(host) &&
    !OFFICIAL.test(host) &&
    !/(mos|gosuslugi)\.ru$/.test(host)
    ? candidate('link', token.start, end, 0.65)
    : null;
}
