import { defineQuery, type OutputOf } from '@otklik/kernel';
import { disclosureOf } from '@otklik/registry';
import { answeredByMonth, type AnsweredByMonth, type Mode } from '@otklik/survey-answers';
import { placesReached, wayCounts, type Place, type WayCount } from '@otklik/surveys';
import { waysShown, type WaySums } from '../model/ways.ts';
import { READERS, readsResults } from '../policy.ts';
import { listWays as input } from '../schema.ts';
import { windowOf } from '../store/read-place.ts';

/** Invitations are forgotten after ninety days: whole months within that. */
const MONTHS = 2;
const PAGE = 25;

const NONE: WaySums = {
  asked: 0,
  delivered: 0,
  returned: 0,
  refused: 0,
  otherwise: 0,
  parts: 0,
};
const add = (a: WaySums, b: WayCount): WaySums => ({
  asked: a.asked + b.asked,
  delivered: a.delivered + b.delivered,
  returned: a.returned + b.returned,
  refused: a.refused + b.refused,
  otherwise: a.otherwise + b.otherwise,
  parts: a.parts + b.parts,
});

function shownOf(counts: readonly WayCount[], answers: readonly AnsweredByMonth[], min: number) {
  const sums = new Map<Mode, WaySums>();
  for (const one of counts) sums.set(one.channel, add(sums.get(one.channel) ?? NONE, one));
  const answered = new Map<Mode, number>();
  for (const { mode, n } of answers) answered.set(mode, (answered.get(mode) ?? 0) + n);
  return waysShown(sums, answered, min);
}

/**
 * By which ways people were asked and answered at the places that the reader reaches, by sector and by place. Ways
 * are never added up. Whether a letter was opened is not measured, and not told.
 */
export const listWays = defineQuery({
  name: 'survey-results.list-ways',
  input,
  policy: readsResults,
  async handle({ tx, actor, input: { page } }) {
    const { from, to, today } = await windowOf(tx, MONTHS);
    const places = await placesReached(tx, actor, READERS);
    const ids = places.map(({ id }) => id);
    const counts = await wayCounts(tx, ids, from);
    const answers = await answeredByMonth(tx, ids, { from, to });
    const { survey_results_min: min } = await disclosureOf(tx);
    const ofPlaces = (some: readonly Place[]) => {
      const own = new Set(some.map(({ id }) => id));
      const mine = ({ placeId }: { readonly placeId: string }): boolean => own.has(placeId);
      return shownOf(counts.filter(mine), answers.filter(mine), min);
    };
    const sectors = [...Map.groupBy(places, ({ sector }) => sector)].flatMap(([sector, own]) => {
      const ways = ofPlaces(own);
      return ways.length > 0 ? [{ sector, ways }] : [];
    });
    const met = new Set([...counts, ...answers].map(({ placeId }) => placeId));
    const active = places.filter(({ id }) => met.has(id));
    const some = active.slice((page - 1) * PAGE, page * PAGE);
    return {
      from,
      today,
      min,
      sectors: sectors.toSorted((a, b) => (a.sector < b.sector ? -1 : 1)),
      page,
      pages: Math.max(1, Math.ceil(active.length / PAGE)),
      places: some.map((place) => ({
        code: place.code,
        nameRu: place.name_ru,
        nameEn: place.name_en,
        ways: ofPlaces([place]),
      })),
    };
  },
});

export type { WayShown } from '../model/ways.ts';
export type WaysListed = OutputOf<typeof listWays>;
