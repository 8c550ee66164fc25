import type { z } from 'zod';
import { defineQuery, type Tx } from '@otklik/kernel';
import { formatCursor, parseCursor } from '../model/cursor.ts';
import { readingsOf, wordsOf } from '../model/search-words.ts';
import { anybody } from '../policy.ts';
import { findInput } from '../schema.ts';
import {
  countClinics,
  pageOfClinics,
  type Filters,
  type FoundClinic,
  type Question,
} from '../store/find-clinics.ts';
import { meaningsOf, numbersBeginning } from '../store/find-words.ts';

/** One line of the list. */
export interface ClinicHit {
  readonly code: string;
  readonly nameRu: string;
  readonly nameEn: string | null;
  readonly audience: 'adult' | 'child' | 'both';
  readonly service: string;
  readonly address: string | null;
  readonly district: {
    readonly id: string;
    readonly nameRu: string;
    readonly nameEn: string;
  } | null;
  readonly okrugAbbr: string | null;
  readonly lat: number | null;
  readonly lng: number | null;
}

export interface FoundClinics {
  readonly clinics: readonly ClinicHit[];
  readonly total_count: number;
  /** For `before`: null on the first page. */
  readonly previous: string | null;
  /** For `cursor`: null on the last page. */
  readonly next: string | null;
  /** `exact`: every word was found. `part`: only some of the words were. */
  readonly match: 'exact' | 'part';
}

/**
 * Finds clinics by any part of what is known of them, best first; without `q` lists all in order.
 * @throws AppError invalid-input for a cursor that is none
 */
export const findClinics = defineQuery({
  name: 'registry.find-clinics',
  input: findInput,
  policy: anybody,
  handle: async ({ tx, input }): Promise<FoundClinics> => {
    const { q, district, okrug, audience } = input;
    const filters: Filters = { district, okrug, audience };
    const places = readingsOf(q ?? '');
    const asked = places.length > 0;
    const plan = asked ? await understand(tx, places, wordsOf(q ?? ''), filters) : null;
    if (plan === 'nothing' || (!asked && q?.trim()))
      return { clinics: [], total_count: 0, previous: null, next: null, match: 'exact' };
    return {
      ...(await cutPage(tx, plan?.question ?? null, filters, input)),
      total_count: plan?.total_count ?? (await countClinics(tx, null, filters)),
      match: plan?.match ?? 'exact',
    };
  },
});

async function cutPage(
  tx: Tx,
  question: Question | null,
  filters: Filters,
  { cursor, before, limit }: z.output<typeof findInput>,
): Promise<Pick<FoundClinics, 'clinics' | 'previous' | 'next'>> {
  const from = {
    after: cursor === undefined ? undefined : parseCursor(cursor),
    before: before === undefined ? undefined : parseCursor(before),
  };
  const backwards = from.before !== undefined && from.after === undefined;
  const rows = await pageOfClinics(tx, question, filters, from, limit + 1);
  const more = rows.length > limit;
  const shown = backwards ? rows.slice(-limit) : rows.slice(0, limit);
  const at = (row: FoundClinic | undefined): string | null =>
    row ? formatCursor({ score: row.score, key: row.order_key }) : null;
  return {
    clinics: shown.map(hitOf),
    previous: (backwards ? more : from.after !== undefined) ? at(shown[0]) : null,
    next: (backwards ? true : more) ? at(shown.at(-1)) : null,
  };
}

interface Plan {
  readonly question: Question;
  readonly total_count: number;
  readonly match: 'exact' | 'part';
}

/**
 * All words must meet in one clinic. If none has them all, numbers may be beginnings of numbers;
 * after that the clinics count that have the most of the words.
 */
async function understand(
  tx: Tx,
  places: readonly (readonly string[])[],
  words: readonly string[],
  filters: Filters,
): Promise<Plan | 'nothing'> {
  const beginning = words.join(' ');
  const meanings = await meaningsOf(tx, places);
  const strict: Question = { meanings, needed_count: places.length, beginning };
  const count = await countClinics(tx, strict, filters);
  if (count > 0) return { question: strict, total_count: count, match: 'exact' };
  const longer = await withLongerNumbers(tx, places, meanings);
  for (let needed_count = places.length; needed_count > 0; needed_count -= 1) {
    const question = { meanings: longer, needed_count, beginning };
    const total_count = await countClinics(tx, question, filters);
    const match = needed_count === places.length ? 'exact' : 'part';
    if (total_count > 0) return { question, total_count, match };
  }
  return 'nothing';
}

async function withLongerNumbers(
  tx: Tx,
  places: readonly (readonly string[])[],
  meanings: readonly (readonly { stem: string; quality: number }[])[],
) {
  const longer = [];
  for (const [at, found] of meanings.entries()) {
    const digits = places[at]![0] ?? '';
    longer.push(/^\d+$/.test(digits) ? [...found, ...(await numbersBeginning(tx, digits))] : found);
  }
  return longer;
}

const hitOf = (row: FoundClinic): ClinicHit => ({
  code: row.code,
  nameRu: row.name_ru,
  nameEn: row.name_en,
  audience: row.audience,
  service: row.service,
  address: row.address_ru,
  district: row.district_id
    ? { id: row.district_id, nameRu: row.district_ru ?? '', nameEn: row.district_en ?? '' }
    : null,
  okrugAbbr: row.okrug_abbr,
  lat: row.lat,
  lng: row.lng,
});
