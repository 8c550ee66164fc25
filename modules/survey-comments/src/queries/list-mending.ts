import { defineQuery, type Context, type Tx } from '@otklik/kernel';
import { disclosureOf, todayOf } from '@otklik/registry';
import { placesReached } from '@otklik/surveys';
import type { z } from 'zod';
import { mendFirst } from '../model/mending.ts';
import { CLINIC_ROLES, staffIn } from '../policy.ts';
import { nothing as input } from '../schema.ts';
import { commentsIn } from '../store/comments.ts';

const MONTHS = 12;
const PLACES_MAX = 50;

/** The first day of the month so many months before. */
function monthsBefore(day: string, months: number): string {
  const [year, month] = day.split('-').map(Number);
  return new Date(Date.UTC(year!, month! - 1 - months, 1)).toISOString().slice(0, 10);
}

const countsAt = (tx: Tx, placeId: string, from: string) =>
  commentsIn(tx)
    .innerJoin('comment_themes as t', (on) =>
      on.onRef('t.region_id', '=', 'r.region_id').onRef('t.comment_id', '=', 'r.comment_id'),
    )
    .where('r.state', '=', 'published')
    .where('r.month', '>=', from)
    .where('c.place_id', '=', placeId)
    .where('t.struck', '=', false)
    .clearSelect()
    .select(['t.aspect', 't.side', (eb) => eb.fn.countAll<number>().as('n')])
    .groupBy(['t.aspect', 't.side'])
    .execute();

/**
 * What visitors of the last twelve months would have mended first, at the places of whoever leads them: from
 * published comments alone, which everybody can read and count.
 */
export const listMending = defineQuery({
  name: 'survey-comments.list-mending',
  input,
  policy: ({ actor }: Context<z.output<typeof input>>) => staffIn(actor, CLINIC_ROLES),
  async handle({ tx, actor }) {
    const { cells_min: min } = await disclosureOf(tx);
    const from = monthsBefore(await todayOf(tx), MONTHS - 1);
    const places = (await placesReached(tx, actor, CLINIC_ROLES)).slice(0, PLACES_MAX);
    const found = [];
    for (const { id, code, name_ru: nameRu, name_en: nameEn } of places) {
      const mending = mendFirst(await countsAt(tx, id, from), min);
      found.push({ place: { code, nameRu, nameEn }, mending });
    }
    return { min, places: found };
  },
});
