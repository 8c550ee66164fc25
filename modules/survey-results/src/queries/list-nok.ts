import { defineQuery, type OutputOf } from '@otklik/kernel';
import { placesReached } from '@otklik/surveys';
import { checksPlaces, isChecker, isKeeper, READERS, readsResults } from '../policy.ts';
import { listNok as input } from '../schema.ts';
import { nokOfPlaces } from '../store/read-nok.ts';
import { weightTables } from '../store/weights.ts';

const PAGE = 50;

/**
 * Assessments of the places of one sector that the reader reaches, in the order of their codes, and whether the
 * reader may type in checks and weights.
 */
export const listNok = defineQuery({
  name: 'survey-results.list-nok',
  input,
  policy: readsResults,
  async handle({ tx, actor, input: { sector, page } }) {
    const all = (await placesReached(tx, actor, READERS)).filter((one) => one.sector === sector);
    const places = all.slice((page - 1) * PAGE, page * PAGE);
    const found = await nokOfPlaces(tx, sector, places);
    const checked = isChecker(actor) ? await checksPlaces(tx, actor) : [];
    const mayCheck = new Set(checked.map(({ id }) => id));
    return {
      page,
      pages: Math.max(1, Math.ceil(all.length / PAGE)),
      isAssessed: found !== null,
      window: found && { from: found.from, to: found.to },
      places: (found?.places ?? []).map(({ place, nok, stale }) => ({
        code: place.code,
        nameRu: place.name_ru,
        nameEn: place.name_en,
        score: nok.score,
        criteria: nok.criteria,
        isWhole: nok.isWhole,
        stale: stale.length,
        mayCheck: mayCheck.has(place.id),
      })),
      isKeeper: isKeeper(actor),
      tables: await weightTables(tx),
    };
  },
});

export type NokListed = OutputOf<typeof listNok>;
