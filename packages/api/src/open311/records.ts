import { formatter, m, type Locale } from '@otklik/i18n';
import type { InputOf, OutputOf } from '@otklik/kernel';
import type { manifest } from '@otklik/complaints';
import type { Answerer, Call } from './call.ts';
import type { Tree } from './markup.ts';
import { spanOf } from './moments.ts';
import type { Parameters } from './parameters.ts';
import { refuse } from './refusal.ts';

type Found = OutputOf<(typeof manifest)['queries']['listRequests']>[number];
type Filters = InputOf<(typeof manifest)['queries']['listRequests']>;
type Words = Readonly<Record<string, (facts: object, options: { locale: Locale }) => string>>;

const IDS_MAX = 1000;
const words = m as unknown as Words;
const said = (kind: string, code: string, locale: Locale): string =>
  words[`cases_${kind}_${code.replaceAll('-', '_')}`]!({}, { locale });

/** Sentences of one answer: a thousand rows say a few dozen different ones. */
class Sayings {
  readonly #said = new Map<string, string>();
  readonly locale: Locale;
  constructor(locale: Locale) {
    this.locale = locale;
  }
  /** How it stands, in a line: the state, and what the clinic says it did. */
  notes({ state, outcome }: Found): string {
    return this.#once(`${state} ${outcome}`, () => {
      const words = [said('state', state, this.locale)];
      if (outcome) words.push(said('outcome', outcome, this.locale));
      return words.join('. ');
    });
  }
  /** Until when the next step is owed, and the days that do not count. */
  notice({ dueAt, zone, skippedDays }: Found): string | null {
    if (!dueAt) return null;
    const days = skippedDays.join(', ');
    return this.#once(`${dueAt.getTime()} ${zone} ${days}`, () => {
      const { locale } = this;
      const date = formatter(locale, zone).until(dueAt);
      return days
        ? m.open311_due_skipped({ date, days }, { locale })
        : m.open311_due({ date }, { locale });
    });
  }
  #once(name: string, say: () => string): string {
    const known = this.#said.get(name);
    if (known !== undefined) return known;
    const words = say();
    this.#said.set(name, words);
    return words;
  }
}

/** The seventeen fields, always all of them. What is not in this list does not go out. */
function recordOf(row: Found, publicUrl: string, sayings: Sayings): Tree {
  const { clinic } = row;
  const place = row.atHome ? null : clinic;
  const { locale } = sayings;
  const named = (one: { readonly nameRu: string; readonly nameEn: string | null }): string =>
    locale === 'en' ? (one.nameEn ?? one.nameRu) : one.nameRu;
  /** The clinic, and whose it is. */
  const responsible = [clinic, clinic?.organisation].filter(
    (one) => one !== null && one !== undefined,
  );
  return {
    service_request_id: row.number,
    status: row.over ? 'closed' : 'open',
    status_notes: sayings.notes(row),
    service_name: row.topic[locale],
    service_code: row.topic.code,
    description: row.story,
    agency_responsible: responsible.map(named).join(', ') || null,
    service_notice: sayings.notice(row),
    requested_datetime: row.openedAt.toISOString(),
    updated_datetime: row.changedAt.toISOString(),
    expected_datetime: row.dueAt?.toISOString() ?? null,
    // Of a visit to somebody's home neither point nor address goes out: the clinic in charge is no place of it.
    address: place?.address ?? null,
    address_id: clinic?.code ?? null,
    zipcode: /\b\d{6}\b/.exec(place?.address ?? '')?.[0] ?? null,
    lat: place?.lat ?? null,
    long: place?.lng ?? null,
    media_url: row.photoId && `${publicUrl}/photos/${row.photoId}`,
  };
}

function overOf(given: Parameters): boolean | undefined {
  const asked = given.list('status');
  if (!asked) return undefined;
  if (asked.some((status) => status !== 'open' && status !== 'closed')) throw refuse(400, 'status');
  return asked.length > 1 ? undefined : asked[0] === 'closed';
}

async function answerWith({ options, visitor, locale }: Call, filters: Filters): Promise<Tree[]> {
  const rows = await options.faces.complaints.listRequests(visitor, filters);
  const sayings = new Sayings(locale);
  return rows.map((row) => recordOf(row, options.publicUrl, sayings));
}

/** Published complaints by ids, or by topic, status and time of filing: newest first, at most a thousand. */
export const requests: Answerer = async (call) => {
  const { given, options } = call;
  const numbers = given.list('service_request_id');
  if (numbers && numbers.length > IDS_MAX) throw refuse(400, 'too-many', { max: IDS_MAX });
  const filters = numbers
    ? { numbers: numbers.filter((number) => number.length <= 40) }
    : {
        topics: given.list('service_code')?.filter((code) => code.length <= 60),
        over: overOf(given),
        ...spanOf(given, options.now()),
      };
  return { root: 'service_requests', body: await answerWith(call, filters) };
};

/** One of them. Hidden and unknown answer alike. */
export const request: Answerer = async (call) => {
  const body = call.name.length > 40 ? [] : await answerWith(call, { numbers: [call.name] });
  if (body.length === 0) throw refuse(404, 'not-found');
  return { root: 'service_requests', body };
};

/** No service here is of the batch kind: no token was ever given, so every one is unknown. */
export const token: Answerer = async () => {
  throw refuse(404, 'not-found');
};
