import { formatter, m, type Locale } from '@otklik/i18n';
import type { KeyPort, Letter } from '@otklik/kernel';
import { linkTo, renderLetter, type LetterItem } from '@otklik/notices';
import { stopTicket } from './model/stop-link.ts';
import type { NamedTarget } from './store/names.ts';
import type { NewsItem } from './store/news.ts';
import type { Waiting } from './store/outbox.ts';

/** More than this stands on the page and not in the letter. */
export const ITEMS_MAX = 20;
const EXCERPT_CHARACTERS = 240;
/** Where a mail program's own button for stopping posts to (RFC 8058). */
export const ONE_CLICK_PATH = '/list-unsubscribe';

const words = m as unknown as Readonly<
  Record<string, (inputs: object, options: { locale: Locale }) => string>
>;

/** What became public of a case, in words: its public moves, each said once. */
export function movesSaid(moves: readonly string[], locale: Locale): string {
  const said = moves.map((move) =>
    words[`cases_move_${move.replaceAll('-', '_')}`]?.({}, { locale }),
  );
  return [...new Set(said.filter(Boolean))].join(', ');
}

/** The beginning of a story on one line, cut between words. */
export function excerpt(text: string, characters_max = EXCERPT_CHARACTERS): string {
  const line = text.replace(/\s+/g, ' ').trim();
  if (line.length <= characters_max) return line;
  const cut = line.slice(0, characters_max);
  return `${cut.slice(0, Math.max(cut.lastIndexOf(' '), characters_max / 2)).toWellFormed()}…`;
}

const itemOf = (item: NewsItem, publicUrl: string, locale: Locale): LetterItem => ({
  title: m.subscriptions_letter_item(
    {
      topic: locale === 'ru' ? item.subject_ru : item.subject_en,
      clinic: (locale === 'en' ? item.clinic_en : null) ?? item.clinic_ru,
    },
    { locale },
  ),
  lines: [
    `${formatter(locale, item.zone).date(item.at)}: ${movesSaid(item.moves, locale)}`,
    ...(item.story ? [excerpt(item.story)] : []),
  ],
  link: linkTo(publicUrl, item.path, locale),
});

export interface Digest {
  readonly named: NamedTarget;
  readonly items: readonly NewsItem[];
  readonly total: number;
}

/** One digest, ready to go: its news, why it came, and three ways to stop it. */
export function digestLetter(
  { publicUrl, keys }: { readonly publicUrl: string; readonly keys: KeyPort },
  waiting: Waiting,
  { named, items, total }: Digest,
  to: string,
): Letter {
  const { locale } = waiting;
  const title = named.title[locale];
  const rest = total - items.length;
  const ticket = stopTicket(keys, waiting.subscription_id);
  const rendered = renderLetter(
    {
      subject: m.subscriptions_letter_subject({ title, count: total }, { locale }),
      paragraphs: [m.subscriptions_letter_lead({ title }, { locale })],
      items: items.map((item) => itemOf(item, publicUrl, locale)),
      ...(rest > 0 ? { after: m.subscriptions_letter_more({ count: rest }, { locale }) } : {}),
      button: m.subscriptions_letter_button({}, { locale }),
      why: m.subscriptions_letter_why({ title }, { locale }),
      stop: m.subscriptions_letter_stop({}, { locale }),
      stopLink: linkTo(publicUrl, `/unsubscribe/${ticket}`, locale),
    },
    linkTo(publicUrl, named.path ?? '/complaints', locale),
    locale,
  );
  const unsubscribe = new URL(`${ONE_CLICK_PATH}/${ticket}`, publicUrl).href;
  return { id: waiting.id, to, locale, ...rendered, unsubscribe };
}
