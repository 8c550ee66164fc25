import { AppError, defineCommand, principalOf, type Context } from '@otklik/kernel';
import { regionId } from '@otklik/cases';
import type { z } from 'zod';
import { mayReadWishes } from '../policy.ts';
import { settleWish as input } from '../topic-schema.ts';
import '../store/tables.ts';

/** Says what became of it; a label in a few words puts it on the list of what is wanted. */
export const settleWish = defineCommand({
  name: 'complaints.settle-wish',
  input,
  async policy({ tx, actor, input: { id } }: Context<z.output<typeof input>>) {
    mayReadWishes({ actor });
    const row = await tx.db
      .selectFrom('wishes')
      .select(['id', 'settled_at'])
      .where('region_id', '=', regionId(tx))
      .where('id', '=', id)
      .forUpdate()
      .executeTakeFirst();
    if (!row) throw new AppError('not-found', { kind: 'wish' });
    if (row.settled_at) throw new AppError('already-done');
  },
  async handle({ tx, actor, input: { id, outcome, label } }) {
    await tx.db
      .updateTable('wishes')
      .set({
        outcome,
        label: label?.toLocaleLowerCase('ru') ?? null,
        settled_at: tx.now,
        settled_by: principalOf(actor),
      })
      .where('region_id', '=', regionId(tx))
      .where('id', '=', id)
      .execute();
    return { id, outcome };
  },
  audit: ({ output }) => ({ object: output.id, after: output.outcome }),
});
