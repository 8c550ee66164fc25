import type { Tx } from '@otklik/kernel';
import { disclosureOf, todayOf } from '@otklik/registry';
import { shownScores, type ShownScore } from '@otklik/survey-answers';
import { formFor, formVersion } from '@otklik/survey-forms';
import { placesOfSector } from '@otklik/surveys';
import {
  DROP_CAUSES,
  dropOf,
  EARLIER_months,
  RECENT_months,
  type Drop,
  type Window,
} from '../model/drops.ts';
import { INVITED } from '../model/groups.ts';
import { lastDayOf, monthBefore } from '../model/months.ts';
import { questionsOf } from '../model/questions.ts';
import { sumsOf } from './read-results.ts';

const SECTOR = 'health';
const AUDIENCES = ['adult', 'child'] as const;
/** Places whose sums are read at once: fifteen months of each mode of a few scales. */
const CHUNK_places = 200;

/** A mark of a clinic that fell. */
export interface FoundDrop extends Drop {
  /** What names it: this scale and clinic in the quarter that it was seen in. */
  readonly ref: string;
  readonly clinicId: string;
  readonly cause: string;
  readonly item: string;
  /** First days of the months looked at, and how many people each window rests on. */
  readonly from: string;
  readonly to: string;
  readonly n: number;
  readonly earlier_n: number;
}

/** The calendar quarter of a day, `2026-Q2`: what was dismissed in it is not proposed in it again. */
const quarterOf = (day: string): string =>
  `${day.slice(0, 4)}-Q${Math.ceil(Number(day.slice(5, 7)) / 3)}`;

/** The scales that say something of a cause today, with the forms they are in. */
async function scales(tx: Tx, today: string) {
  const found = [];
  for (const audience of AUDIENCES) {
    const ref = await formFor(tx, { kind: 'visit', sector: SECTOR, audience }, today);
    if (!ref) continue;
    const questions = questionsOf(await formVersion(tx, ref.formId, ref.version), 'ru');
    for (const { item, cause, from } of DROP_CAUSES) {
      const question = questions.find(({ linkId, kind }) => linkId === item && kind === 'grade');
      const points = question?.options.flatMap((one) => (one.points === null ? [] : [one.points]));
      if (!points || today < from) continue;
      const range = [Math.min(...points), Math.max(...points)] as const;
      found.push({ formId: ref.formId, item, cause, range });
    }
  }
  return found;
}

/**
 * Falls of marks of the region's clinics, or of one: the last three whole months against the twelve before them, of
 * what everybody may see and of those who were invited alone.
 */
export async function findDrops(tx: Tx, only?: string): Promise<FoundDrop[]> {
  const today = await todayOf(tx);
  const to = monthBefore(today, 1);
  const from = monthBefore(today, RECENT_months);
  const earlier = monthBefore(today, RECENT_months + EARLIER_months);
  const { survey_results_min: n_min } = await disclosureOf(tx);
  const places = (await placesOfSector(tx, SECTOR)).filter(({ id }) => !only || id === only);
  const windowOf = (scores: readonly ShownScore[]): Window => ({
    before: sumsOf(scores.filter(({ month }) => month < from)),
    after: sumsOf(scores.filter(({ month }) => month >= from)),
  });
  const found: FoundDrop[] = [];
  for (const { formId, item, cause, range } of await scales(tx, today)) {
    const read = (scopes: readonly string[]) =>
      shownScores(tx, { scopes, formId, item, modes: INVITED, from: earlier, to });
    const region = windowOf(await read([`sector:${SECTOR}`]));
    for (let at = 0; at < places.length; at += CHUNK_places) {
      const chunk = places.slice(at, at + CHUNK_places);
      const by_place = Map.groupBy(
        await read(chunk.map(({ id }) => `place:${id}`)),
        ({ scope }) => scope,
      );
      for (const { id, code } of chunk) {
        const own = windowOf(by_place.get(`place:${id}`) ?? []);
        const drop = dropOf(own, region, range, n_min);
        if (!drop) continue;
        found.push({
          ...drop,
          ref: [item, code, quarterOf(today)].join('/'),
          clinicId: id,
          cause,
          item,
          from,
          to: lastDayOf(to),
          n: own.after.n,
          earlier_n: own.before.n,
        });
      }
    }
  }
  return found;
}
