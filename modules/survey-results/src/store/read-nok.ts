import type { Tx } from '@otklik/kernel';
import { disclosureOf, type Disclosure } from '@otklik/registry';
import {
  disclose,
  shownForms,
  shownTotals,
  shownVersions,
  type ShownTotal,
} from '@otklik/survey-answers';
import { formVersion } from '@otklik/survey-forms';
import type { Place } from '@otklik/surveys';
import { groupOf } from '../model/groups.ts';
import { factsOn } from '../model/nok-facts.ts';
import { nokItemsOf, type NokItems } from '../model/nok-items.ts';
import {
  NO_ANSWERS,
  nokOf,
  nokSector,
  type NokAnswers,
  type Share,
  type ShareCode,
} from '../model/nok.ts';
import { weightsOn } from '../model/weights.ts';
import { factsAt } from './nok-facts.ts';
import { windowOf } from './read-place.ts';
import { weightTables } from './weights.ts';

const MONTHS = 12;

/** Forms that ask what an assessment needs and of which a sector shows answers, with where they ask it. */
async function formsOf(tx: Tx, sector: string, from: string) {
  const scope = `sector:${sector}`;
  const found: { formId: string; items: NokItems }[] = [];
  for (const formId of await shownForms(tx, scope)) {
    const versions = await shownVersions(tx, { scope, formId, from });
    const last = versions.at(-1);
    if (!last) continue;
    const items = nokItemsOf(await formVersion(tx, formId, last.version));
    if (items) found.push({ formId, items });
  }
  return found;
}

/** Counts of one question's codes as everybody sees them; null while any of them is hidden. */
function countsOf(
  totals: readonly ShownTotal[],
  linkId: string,
  disclosure: Disclosure,
): ReadonlyMap<string, number> | null {
  const summed = new Map<string, number>();
  for (const { item, code, n } of totals)
    if (item === linkId && code !== '') summed.set(code, (summed.get(code) ?? 0) + n);
  const cells = [...summed].map(([code, n]) => ({ code, n, group: linkId }));
  const shown = disclose(cells, disclosure);
  if (shown.length === 0 || shown.some(({ n }) => n === null)) return null;
  return new Map(shown.map(({ code, n }) => [code, n ?? 0]));
}

function answersIn(
  totals: readonly ShownTotal[],
  items: NokItems,
  disclosure: Disclosure,
): NokAnswers {
  const shares = new Map<ShareCode, Share>();
  for (const [code, linkId] of items.shares) {
    const counts = countsOf(totals, linkId, disclosure);
    if (!counts) continue;
    const answered = [...counts.values()].reduce((sum, n) => sum + n, 0);
    shares.set(code, { yes: counts.get('yes') ?? 0, answered });
  }
  const days = items.wait && countsOf(totals, items.wait.linkId, disclosure);
  if (!days) return { shares, wait: null };
  let [sum, n] = [0, 0];
  for (const [code, count] of days) {
    const points = items.wait!.points.get(code);
    if (points === undefined) continue;
    sum += points * count;
    n += count;
  }
  return { shares, wait: n === 0 ? null : { meanDays: sum / n, n } };
}

/**
 * The assessment of 2018 of places of one sector, by place: answers of those who were invited in the last twelve
 * whole months, checks of the last three years, weights of today. Null where the sector is not assessed.
 */
export async function nokOfPlaces(tx: Tx, sector: string, places: readonly Place[]) {
  const { from, to, today } = await windowOf(tx, MONTHS);
  const own = nokSector(sector);
  const table = own === null ? null : weightsOn(await weightTables(tx), own, today);
  if (own === null || table === null) return null;
  const disclosure = await disclosureOf(tx);
  const scopes = places.map(({ id }) => `place:${id}`);
  const forms = await formsOf(tx, sector, from);
  const answers = new Map<string, NokAnswers>();
  for (const { formId, items } of forms) {
    const found = await shownTotals(tx, { scopes, formId, from, to });
    const invited = found.filter(({ mode }) => groupOf(mode) === 'invited');
    for (const [scope, totals] of Map.groupBy(invited, (one) => one.scope))
      // One form of the same questions counts; two would count the same people twice.
      if (!answers.has(scope)) answers.set(scope, answersIn(totals, items, disclosure));
  }
  const facts = await factsAt(
    tx,
    places.map(({ id }) => id),
  );
  const { validFrom, source, isVerified, weights } = table;
  return {
    from,
    to,
    min: disclosure.survey_results_min,
    weights: { validFrom, source, isVerified },
    places: places.map((place) => {
      const { living, stale } = factsOn(facts.get(place.id) ?? [], today);
      const said = answers.get(`place:${place.id}`) ?? NO_ANSWERS;
      return { place, stale, nok: nokOf(own, weights, living, said) };
    }),
  };
}

export type NokOfPlaces = NonNullable<Awaited<ReturnType<typeof nokOfPlaces>>>;
