import { sql } from 'kysely';
import { regionId } from '@otklik/cases';
import { AppError, defineQuery, type Context } from '@otklik/kernel';
import { placeByCode } from '@otklik/surveys';
import type { z } from 'zod';
import { listPublished as input } from '../schema.ts';
import { commentsIn } from '../store/comments.ts';
import { repliesShown } from '../store/replies.ts';
import { stemsIn } from '../store/terms.ts';
import { themesOfAll } from '../store/themes.ts';
import { publicComment } from '../view.ts';

/**
 * Published comments: of the region or a place, by aspect, side, month and words; the newest month first, within
 * a month in an order that tells nothing. With them how many comments praise and criticise each thing: these are
 * counts of what everybody can read here. The same for everybody.
 * @throws AppError not-found for an unknown place
 */
export const listPublished = defineQuery({
  name: 'survey-comments.list-published',
  input,
  async policy({ tx, input: { place } }: Context<z.output<typeof input>>) {
    if (place === undefined) return null;
    const found = await placeByCode(tx, place);
    if (!found) throw new AppError('not-found', { kind: 'place' });
    return found.id;
  },
  async handle({ tx, subject: placeId, input: { aspect, side, month, words, page, limit } }) {
    const region = regionId(tx);
    const stems = words ? await stemsIn(tx, words) : [];
    const asked = commentsIn(tx)
      .where('r.state', '=', 'published')
      .$if(placeId !== null, (q) => q.where('c.place_id', '=', placeId!))
      .$if(month !== undefined, (q) => q.where('r.month', '=', `${month}-01`))
      .$if(aspect !== undefined || side !== undefined, (q) =>
        q.where((eb) =>
          eb.exists(
            eb
              .selectFrom('comment_themes as t')
              .select('t.comment_id')
              .where('t.region_id', '=', region)
              .whereRef('t.comment_id', '=', 'r.comment_id')
              .where('t.struck', '=', false)
              .$if(aspect !== undefined, (t) => t.where('t.aspect', '=', aspect!))
              .$if(side !== undefined, (t) => t.where('t.side', '=', side!)),
          ),
        ),
      )
      .$if(words !== undefined && words !== '', (q) =>
        stems.length === 0
          ? q.where(sql<boolean>`false`)
          : stems.reduce(
              (all, stem) =>
                all.where((eb) =>
                  eb.exists(
                    eb
                      .selectFrom('comment_terms as w')
                      .select('w.comment_id')
                      .where('w.region_id', '=', region)
                      .where('w.stem', '=', stem)
                      .whereRef('w.comment_id', '=', 'r.comment_id'),
                  ),
                ),
              q,
            ),
      );
    const { total } = await asked
      .clearSelect()
      .select((eb) => eb.fn.countAll<number>().as('total'))
      .executeTakeFirstOrThrow();
    const rows = await asked
      .orderBy('r.month', 'desc')
      .orderBy('r.shown_order')
      .limit(limit)
      .offset((page - 1) * limit)
      .execute();
    const ids = rows.map(({ id }) => id);
    const [themes, replies] = [await themesOfAll(tx, ids), await repliesShown(tx, ids)];
    return {
      total,
      page,
      pages: Math.max(1, Math.ceil(total / limit)),
      comments: rows.map((row) =>
        publicComment(row, themes.get(row.id) ?? [], replies.get(row.id) ?? null),
      ),
      themes: await themeCounts(tx, placeId),
    };
  },
});

/** How many published comments praise and criticise each thing, of a place or the region. */
async function themeCounts(tx: Context<unknown>['tx'], placeId: string | null) {
  return commentsIn(tx)
    .innerJoin('comment_themes as t', (on) =>
      on.onRef('t.region_id', '=', 'r.region_id').onRef('t.comment_id', '=', 'r.comment_id'),
    )
    .where('r.state', '=', 'published')
    .where('t.struck', '=', false)
    .$if(placeId !== null, (q) => q.where('c.place_id', '=', placeId!))
    .clearSelect()
    .select(['t.aspect', 't.side', (eb) => eb.fn.countAll<number>().as('n')])
    .groupBy(['t.aspect', 't.side'])
    .orderBy('t.aspect')
    .orderBy('t.side')
    .execute();
}
