import { AppError, defineCommand, principalOf, type Context } from '@otklik/kernel';
import { regionId } from '@otklik/cases';
import { sendLetter } from '@otklik/notices';
import type { z } from 'zod';
import { mayReadWishes } from '../policy.ts';
import { settleWish as input } from '../topic-schema.ts';
import '../store/tables.ts';

/** Says what became of it, by letter too where somebody left an address and there is something to say; a label in a few words puts it on the list of what is wanted. */
export const settleWish = defineCommand({
  name: 'complaints.settle-wish',
  input,
  async policy({ tx, actor, input: { id, answer } }: Context<z.output<typeof input>>) {
    mayReadWishes({ actor });
    const row = await tx.db
      .selectFrom('wishes')
      .select(['id', 'settled_at', 'contact_id'])
      .where('region_id', '=', regionId(tx))
      .where('id', '=', id)
      .forUpdate()
      .executeTakeFirst();
    if (!row) throw new AppError('not-found', { kind: 'wish' });
    if (row.settled_at) throw new AppError('already-done');
    // An answer that reaches nobody is not taken for one that was given.
    if (answer && !row.contact_id)
      throw new AppError('invalid-input', { issues: [{ path: 'answer', code: 'no-address' }] });
    return row;
  },
  async handle({ tx, actor, subject, input: { id, outcome, label, answer } }) {
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
    if (answer && subject.contact_id)
      await sendLetter(tx, {
        contactId: subject.contact_id,
        template: 'wish-answered',
        data: { text: answer, path: '/complaints/new' },
      });
    return { id, outcome };
  },
  audit: ({ output }) => ({ object: output.id, after: output.outcome }),
});
