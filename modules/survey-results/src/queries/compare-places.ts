import { createKept, defineQuery, regionOf, type OutputOf } from '@otklik/kernel';
import { disclosureOf } from '@otklik/registry';
import { disclose, latestRelease, shownScores } from '@otklik/survey-answers';
import { placesReached, type Place } from '@otklik/surveys';
import { comparePlaces } from '../model/compare.ts';
import { INVITED } from '../model/groups.ts';
import { READERS, readsResults } from '../policy.ts';
import { formOf, windowOf } from '../store/read-place.ts';
import { sumsOf } from '../store/read-results.ts';
import { compareAsked as input } from '../schema.ts';

const HUNDREDTHS = 10_000;
type Places = readonly Place[];

const KEPT_ms = 600_000;
const KEPT_max = 50;
/** Shown sums move with a release and with nothing else: until the next one their comparison stands. */
const kept = createKept<ReturnType<typeof comparePlaces>>({ for_ms: KEPT_ms, max: KEPT_max });

const nameOf = ({ code, name_ru: nameRu, name_en: nameEn }: Place) => ({ code, nameRu, nameEn });

/**
 * Compares the places of one sector that the reader reaches, by composites or one scale: means drawn towards that
 * of all, ranks as ranges, an order only where differences are real; else by name. Those with too few answers are
 * named as such.
 */
export const compare = defineQuery({
  name: 'survey-results.compare-places',
  input,
  policy: readsResults,
  async handle({ tx, actor, input: { sector, item, months, organisation, district, locale } }) {
    const { from, to, today } = await windowOf(tx, months);
    const form = await formOf(tx, sector, today, locale);
    const places: Places = (await placesReached(tx, actor, READERS)).filter(
      (place) =>
        place.sector === sector &&
        (!organisation || place.organisation_id === organisation) &&
        (!district || place.district_id === district || place.okrug_id === district),
    );
    const grades = form?.questions.filter(({ kind }) => kind === 'grade') ?? [];
    const question = item === undefined ? null : grades.find(({ linkId }) => linkId === item);
    const items = grades.map(({ linkId, text }) => ({ linkId, text }));
    const head = { from, to, items, version: form?.version ?? null };
    if (!form || question === undefined) return { ...head, comparison: null, places: [], few: [] };
    const points = question?.options.flatMap((one) => (one.points === null ? [] : [one.points]));
    const scale = points
      ? { low: Math.min(...points), high: Math.max(...points) }
      : { low: 0, high: HUNDREDTHS };
    const [disclosure, release] = await Promise.all([disclosureOf(tx), latestRelease(tx)]);
    const ids = places.map(({ id }) => id);
    const asked = { formId: form.formId, item: question?.linkId ?? '', from, to };
    const found = await kept(
      JSON.stringify([regionOf(tx.scope), asked, scale, disclosure, release, ids]),
      tx.now,
      async () => {
        const scopes = ids.map((id) => `place:${id}`);
        const scores = await shownScores(tx, { ...asked, scopes, modes: INVITED });
        const byScope = Map.groupBy(scores, ({ scope }) => scope);
        const sums = ids.map((placeId) => ({
          placeId,
          sums: sumsOf(byScope.get(`place:${placeId}`) ?? []),
        }));
        const shown = disclose(
          sums.map(({ placeId, sums: { n } }) => ({ group: placeId, n })),
          disclosure,
        );
        return comparePlaces(
          sums.filter((_, at) => shown[at]!.n !== null),
          scale,
        );
      },
    );
    const byId = new Map(places.map((place) => [place.id, place]));
    const rows = (found?.places ?? []).map(({ placeId, ...rest }) => ({
      ...nameOf(byId.get(placeId)!),
      ...rest,
    }));
    const isCompared = new Set(found?.places.map(({ placeId }) => placeId));
    return {
      ...head,
      comparison: found && {
        mean: found.mean,
        spread: found.spread,
        rankability: found.rankability,
        isOrdered: found.isOrdered,
      },
      places: found?.isOrdered
        ? rows.toSorted((a, b) => b.figure.value - a.figure.value)
        : rows.toSorted((a, b) => a.nameRu.localeCompare(b.nameRu, 'ru')),
      few: places.filter(({ id }) => !isCompared.has(id)).map(nameOf),
    };
  },
});

export type Compared = OutputOf<typeof compare>;
