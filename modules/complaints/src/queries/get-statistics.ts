import { AppError, defineQuery, type Context } from '@otklik/kernel';
import { regionId, type Tally } from '@otklik/cases';
import { calendarOf, clinicsByIds, disclosureOf } from '@otklik/registry';
import { publishedByMonth } from '@otklik/thanks';
import type { z } from 'zod';
import { localTime } from '../model/facts.ts';
import {
  OUTCOMES,
  outcomesOf,
  SETTLED_OUTCOMES,
  type OutcomeCounts,
} from '../model/statistics/outcomes.ts';
import { assistedRows } from '../model/statistics/assisted.ts';
import { inTimeRows } from '../model/statistics/in-time.ts';
import { unpublishedRows } from '../model/statistics/refusals.ts';
import { replyTimes } from '../model/statistics/replies.ts';
import {
  maskOf,
  tablesOf,
  together,
  type CountedRow,
  type OutcomeRow,
} from '../model/statistics/tables.ts';
import { thanksRows } from '../model/statistics/thanks.ts';
import { periodMasks } from '../model/statistics/time-masks.ts';
import { wilson } from '../model/statistics/wilson.ts';
import { statisticsAsked as input } from '../schema.ts';
import {
  aboveOf,
  assistedTallies,
  everyTopic,
  insideTallies,
  monthTallies,
  placeOf,
  supportsOf,
  timeTallies,
  topicTallies,
  unpublishedTallies,
  zoneOfRegion,
  type Slice,
} from '../store/statistics.ts';

function rowsBy(tallies: readonly Tally[], keyOf: (tally: Tally) => string): CountedRow[] {
  const groups = Map.groupBy(tallies, keyOf);
  return [...groups]
    .map(([key, group]) => ({ key, counts: outcomesOf(group) }))
    .filter(({ counts }) => OUTCOMES.some((outcome) => counts[outcome] > 0));
}

const thankedIn = ({ kind, id }: { readonly kind: string; readonly id: string }) =>
  kind === 'region' ? {} : kind === 'clinic' ? { clinicId: id } : { district: id };

const byPlace = (tally: Tally): string => tally.place;

const sumOf = (rows: readonly CountedRow[]): OutcomeCounts =>
  Object.fromEntries(
    OUTCOMES.map((outcome) => [
      outcome,
      rows.reduce((sum, { counts }) => sum + counts[outcome], 0),
    ]),
  ) as OutcomeCounts;

/** Shares of the outcomes among the settled, with their intervals; null where too few or hidden. */
function sharesOf(row: OutcomeRow, percentages_min: number) {
  const counts = SETTLED_OUTCOMES.map((outcome) => row.outcomes[outcome]);
  if (counts.includes(null)) return null;
  const n = counts.reduce<number>((sum, count) => sum + count!, 0);
  if (n < percentages_min) return null;
  const of = (at: number) => wilson(counts[at]!, n)!;
  return {
    n,
    shares: SETTLED_OUTCOMES.map((outcome, at) => ({ outcome, ...of(at) })),
  };
}

/**
 * How published complaints ended and how long answers took: for the region, an okrug, a district or a
 * clinic, for a topic or all, for a year or a month of publication or all time. Small counts are hidden by
 * the region's row, and with them what they would follow from.
 */
export const getStatistics = defineQuery({
  name: 'complaints.get-statistics',
  input,
  policy: () => undefined,
  async handle({ tx, input: asked }: Context<z.output<typeof input>>) {
    const topics = await everyTopic(tx);
    if (asked.topic && !topics.some((topic) => topic.code === asked.topic))
      throw new AppError('not-found', { kind: 'topic' });
    const { place, clinic } = await placeOf(tx, asked);
    const slice: Slice = {
      place,
      topic: asked.topic,
      period: asked.period,
    };
    const codes = topics.map((topic) => topic.code);
    // Asked together, so that they go out together: none of them needs another's answer.
    const [
      least,
      monthly,
      topical,
      inside,
      siblings,
      supports,
      { calendar, version },
      zone,
      times,
      thanked,
      unpublished,
      assisted,
    ] = await Promise.all([
      disclosureOf(tx),
      monthTallies(tx, slice),
      topicTallies(tx, slice, codes),
      insideTallies(tx, slice),
      aboveOf(tx, place).then((above) => above && insideTallies(tx, { ...slice, place: above })),
      supportsOf(tx, slice),
      calendarOf(tx, regionId(tx)),
      clinic?.zone ?? zoneOfRegion(tx),
      timeTallies(tx, slice),
      asked.topic ? null : publishedByMonth(tx, thankedIn(place)),
      place.kind === 'region' && !asked.topic ? unpublishedTallies(tx) : null,
      place.kind === 'region' && !asked.topic && !asked.period ? assistedTallies(tx) : null,
    ]);
    const allMonths = rowsBy(monthly, (tally) => tally.month!.slice(0, 7));
    const months = allMonths
      .filter(({ key }) => key.startsWith(asked.period ?? ''))
      .toSorted((a, b) => (a.key < b.key ? -1 : 1));
    const byTopic = rowsBy(topical, (tally) => tally.subject);
    const periods = periodMasks(allMonths, least.cells_min);
    const insideRows = rowsBy(inside?.tallies ?? [], byPlace);
    // What the pages hide of this one that have it for a row: by place, by topic, by period.
    const elsewhere = together([
      siblings && maskOf(rowsBy(siblings.tallies, byPlace), place.id, least.cells_min),
      asked.topic ? maskOf(byTopic, asked.topic, least.cells_min) : null,
      periods.get(asked.period ?? ''),
    ]);
    const { total, tables } = tablesOf(
      sumOf(months),
      [
        { rows: months, hidden: periods },
        { rows: asked.topic ? [] : byTopic },
        { rows: insideRows },
      ],
      least.cells_min,
      elsewhere,
    );
    const [monthRows, topicRows, places] = tables as [OutcomeRow[], OutcomeRow[], OutcomeRow[]];
    const today = localTime(tx.now, zone).slice(0, 10);
    const timesOf = (tallies: readonly Tally[]) => replyTimes(tallies, calendar, today, least);
    const withShares = (row: OutcomeRow) => ({
      ...row,
      shares: sharesOf(row, least.percentages_min),
    });
    const names =
      inside?.kind === 'clinic'
        ? await clinicsByIds(
            tx,
            places.map((row) => row.key),
          )
        : null;
    return {
      place,
      clinic: clinic && { code: clinic.code, nameRu: clinic.nameRu, nameEn: clinic.nameEn },
      topics,
      countedAt: tx.now,
      zone,
      calendarVersion: version,
      least: { cells_min: least.cells_min, percentages_min: least.percentages_min },
      total: withShares(total),
      /** People who joined cases of others, apart from the cases; hidden where few, or where the cases are. */
      supports:
        total.total === null || (supports > 0 && supports < least.cells_min) ? null : supports,
      months: monthRows,
      byTopic: topicRows.map(withShares),
      /** By the places inside: districts, or the clinics of a district. */
      inside: inside && {
        kind: inside.kind as 'district' | 'clinic',
        rows: places.map((row) => ({
          ...withShares(row),
          clinic: names?.get(row.key) ?? null,
          replies:
            inside.kind === 'clinic'
              ? timesOf(inside.tallies.filter((tally) => tally.place === row.key))
              : null,
        })),
        /** Solved and in work, in time and late: the city's own report. */
        inTime: inTimeRows(inside.tallies, places, least.cells_min),
      },
      replies: timesOf(times),
      /** Published thanks, apart from every outcome; they have no topics. */
      thanks: thanked && thanksRows(thanked, least.cells_min, asked.period),
      /** How the published messages of the whole region came in, all time: alone or through a clerk. */
      assisted:
        assisted &&
        assistedRows(
          assisted,
          months.map(({ key, counts }, row) => ({
            month: key,
            total: OUTCOMES.reduce((sum, outcome) => sum + counts[outcome], 0),
            isHidden: monthRows[row]?.total === null,
          })),
          least,
        ),
      /** Never published, by month and reason: of the region as a whole. */
      unpublished: unpublished && unpublishedRows(unpublished, least.cells_min, asked.period),
    };
  },
});
