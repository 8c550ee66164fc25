import { regionId, readTallies, type PlaceKind, type Tally } from '@otklik/cases';
import { AppError, type Tx } from '@otklik/kernel';
import { clinicByCode, isOkrug } from '@otklik/registry';
import './tables.ts';

/** What is counted: a place of the region, a subject or all, and when it was published. */
export interface Slice {
  readonly place: { readonly kind: PlaceKind; readonly id: string };
  readonly topic?: string | undefined;
  /** A year or a month; all time when absent. */
  readonly period?: string | undefined;
}

/** The districts of an okrug or of the region, or the clinics of a district; null for a clinic. */
export async function childrenOf(
  tx: Tx,
  { kind, id }: Slice['place'],
): Promise<{ kind: PlaceKind; ids: string[] | undefined } | null> {
  if (kind === 'clinic') return null;
  if (kind === 'region') return { kind: 'district', ids: undefined };
  const rows =
    kind === 'okrug'
      ? await tx.db
          .selectFrom('districts')
          .select('id')
          .where('region_id', '=', regionId(tx))
          .where('parent_id', '=', id)
          .execute()
      : await tx.db
          .selectFrom('clinics')
          .select('id')
          .where('region_id', '=', regionId(tx))
          .where('district_id', '=', id)
          .execute();
  return {
    kind: kind === 'okrug' ? 'district' : 'clinic',
    ids: rows.map((row: { id: string }) => row.id),
  };
}

/** The place one level above whose table has a row for this one; null where there is none. */
export async function aboveOf(
  tx: Tx,
  { kind, id }: Slice['place'],
): Promise<Slice['place'] | null> {
  if (kind === 'district') return { kind: 'region', id: '' };
  if (kind !== 'clinic') return null;
  const row = await tx.db
    .selectFrom('clinics')
    .select('district_id')
    .where('region_id', '=', regionId(tx))
    .where('id', '=', id)
    .executeTakeFirst();
  return row?.district_id ? { kind: 'district', id: row.district_id } : null;
}

/** The slice's place as the registry knows it. @throws AppError not-found */
export async function placeOf(
  tx: Tx,
  asked: { clinic?: string | undefined; district?: string | undefined },
) {
  if (asked.clinic) {
    const clinic = await clinicByCode(tx, asked.clinic);
    return { place: { kind: 'clinic' as const, id: clinic.id }, clinic };
  }
  if (!asked.district) return { place: { kind: 'region' as const, id: '' }, clinic: null };
  const known = await tx.db
    .selectFrom('districts')
    .select('id')
    .where('region_id', '=', regionId(tx))
    .where('id', '=', asked.district)
    .executeTakeFirst();
  if (!known) throw new AppError('not-found', { kind: 'district' });
  const kind = (await isOkrug(tx, asked.district)) ? ('okrug' as const) : ('district' as const);
  return { place: { kind, id: asked.district }, clinic: null };
}

/** Every topic that ever was, by its newest names, in their order. */
export const everyTopic = (tx: Tx): Promise<{ code: string; ru: string; en: string }[]> =>
  tx.db
    .selectFrom('topics')
    .select(['code', 'short_ru as ru', 'short_en as en'])
    .distinctOn('code')
    .where('region_id', '=', regionId(tx))
    .orderBy('code')
    .orderBy('version', 'desc')
    .execute();

/** Where the region's days begin. */
export async function zoneOfRegion(tx: Tx): Promise<string> {
  const row = await tx.db
    .selectFrom('regions')
    .select('time_zone')
    .where('code', '=', regionId(tx))
    .executeTakeFirstOrThrow();
  return row.time_zone;
}

const subjectsOf = ({ topic }: Slice): readonly string[] | undefined =>
  topic ? [topic] : undefined;

/** All months of the slice's place and topic, of its period or not. */
export const monthTallies = (tx: Tx, slice: Slice): Promise<Tally[]> =>
  readTallies(tx, {
    measures: ['state'],
    place: slice.place.kind,
    places: [slice.place.id],
    subjects: subjectsOf(slice),
    byMonth: true,
  });

/** How long answers of the slice took, and who waits. */
export const timeTallies = (tx: Tx, slice: Slice): Promise<Tally[]> =>
  readTallies(tx, {
    measures: ['reply', 'waiting', 'interim', 'again'],
    place: slice.place.kind,
    places: [slice.place.id],
    subjects: subjectsOf(slice),
    period: slice.period,
  });

/** How many people said «me too» to the slice's cases: counted apart from cases. */
export async function supportsOf(tx: Tx, slice: Slice): Promise<number> {
  const tallies = await readTallies(tx, {
    measures: ['support'],
    place: slice.place.kind,
    places: [slice.place.id],
    subjects: subjectsOf(slice),
    period: slice.period,
  });
  return tallies.reduce((sum, { n }) => sum + n, 0);
}
/** The messages of the region that were never published, all months of them. */
export const unpublishedTallies = (tx: Tx): Promise<Tally[]> =>
  readTallies(tx, { measures: ['refused'], place: 'region', byMonth: true });

/** The region's messages that came through a clerk, all months of them. */
export const assistedTallies = (tx: Tx): Promise<Tally[]> =>
  readTallies(tx, { measures: ['assisted'], place: 'region', byMonth: true });

/** The slice by topics; the chosen topic does not count. */
export const topicTallies = (tx: Tx, slice: Slice, codes: readonly string[]): Promise<Tally[]> =>
  readTallies(tx, {
    measures: ['state'],
    place: slice.place.kind,
    places: [slice.place.id],
    subjects: codes,
    period: slice.period,
  });

/** The slice by the places inside its place; answers' times for clinics only, of which there are few. */
export async function insideTallies(
  tx: Tx,
  slice: Slice,
): Promise<{ kind: PlaceKind; tallies: Tally[] } | null> {
  const inside = await childrenOf(tx, slice.place);
  if (!inside) return null;
  const tallies = await readTallies(tx, {
    measures: inside.kind === 'clinic' ? ['state', 'reply', 'interim'] : ['state'],
    place: inside.kind,
    places: inside.ids,
    subjects: subjectsOf(slice),
    period: slice.period,
  });
  return { kind: inside.kind, tallies };
}
