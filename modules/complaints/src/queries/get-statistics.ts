import { AppError, defineQuery, type Context } from '@otklik/kernel';
import { regionId, type Tally } from '@otklik/cases';
import { calendarOf, clinicsByIds, disclosureOf } from '@otklik/registry';
import type { z } from 'zod';
import { localTime } from '../model/facts.ts';
import { OUTCOMES, outcomesOf, SETTLED_OUTCOMES } from '../model/statistics/outcomes.ts';
import { inTimeRows } from '../model/statistics/in-time.ts';
import { replyTimes } from '../model/statistics/replies.ts';
import { maskOf, tablesOf, type CountedRow, type OutcomeRow } from '../model/statistics/tables.ts';
import { wilson } from '../model/statistics/wilson.ts';
import { statisticsAsked as input } from '../schema.ts';
import {
  aboveOf,
  everyTopic,
  insideTallies,
  ownTallies,
  placeOf,
  topicTallies,
  zoneOfRegion,
  type Slice,
} from '../store/statistics.ts';

function rowsBy(tallies: readonly Tally[], keyOf: (tally: Tally) => string): CountedRow[] {
  const groups = Map.groupBy(tallies, keyOf);
  return [...groups]
    .map(([key, group]) => ({ key, counts: outcomesOf(group) }))
    .filter(({ counts }) => OUTCOMES.some((outcome) => counts[outcome] > 0));
}

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
 * clinic, for a topic or all, by months of publication. Small counts are hidden by the region's row.
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
      from: asked.from && `${asked.from}-01`,
      to: asked.to && `${asked.to}-01`,
    };
    const least = await disclosureOf(tx);
    const own = await ownTallies(tx, slice);
    const byTopic = asked.topic
      ? []
      : await topicTallies(
          tx,
          slice,
          topics.map((topic) => topic.code),
        );
    const inside = await insideTallies(tx, slice);
    const above = await aboveOf(tx, place);
    const siblings = above && (await insideTallies(tx, { ...slice, place: above }));
    const mask =
      siblings &&
      maskOf(
        rowsBy(siblings.tallies, (t) => t.place),
        place.id,
        least.cells_min,
      );
    const insideRows = rowsBy(inside?.tallies ?? [], (tally) => tally.place);
    const { total, tables } = tablesOf(
      outcomesOf(own),
      [
        rowsBy(own, (tally) => tally.month!).toSorted((a, b) => (a.key < b.key ? -1 : 1)),
        rowsBy(byTopic, (tally) => tally.subject),
        insideRows,
      ],
      least.cells_min,
      mask ?? undefined,
    );
    const [months, topicRows, places] = tables as [OutcomeRow[], OutcomeRow[], OutcomeRow[]];
    const { calendar, version } = await calendarOf(tx, regionId(tx));
    const zone = clinic?.zone ?? (await zoneOfRegion(tx));
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
      months: months.map((row) => ({ ...row, key: row.key.slice(0, 7) })),
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
      replies: timesOf(own),
    };
  },
});
