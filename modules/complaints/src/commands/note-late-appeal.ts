import { holdersOf } from '@otklik/accounts';
import { letterFacts } from '@otklik/cases';
import { AppError, defineCommand, type Context, type Reach } from '@otklik/kernel';
import { sendLetter } from '@otklik/notices';
import type { z } from 'zod';
import { untoldLateness } from '../model/late-appeal.ts';
import { lateAppeal as input } from '../schema-lanes.ts';
import { deskPathOf, placedAppeal } from '../appeal-home.ts';
import { setLateTold } from '../store/appeals.ts';

/**
 * A term of an appeal under 59-FZ has passed: those who decide about it and its author are told, once for
 * each term. Everybody who may see the appeal sees the lateness anyway, from the dates.
 */
export const noteLateAppeal = defineCommand({
  name: 'complaints.note-late-appeal',
  input,
  async policy({ tx, actor, input: { number } }: Context<z.output<typeof input>>) {
    if (actor.kind !== 'system') throw new AppError('forbidden');
    return placedAppeal(tx, number, true);
  },
  async handle({ tx, subject: { row, appeal } }) {
    const due = appeal.closed_at ? null : untoldLateness(appeal, appeal.late_told, tx.now);
    if (!due) return { told: false };
    await setLateTold(tx, appeal.id, due);
    if (row.demo) return { told: true };
    const data = await letterFacts(tx, row, due, null);
    const places: Reach[] = [
      { kind: 'region' },
      ...[row.district_id, row.okrug_id]
        .filter((id) => id !== null)
        .map((id) => ({ kind: 'district' as const, id })),
    ];
    const path = deskPathOf(appeal, row);
    for (const contactId of await holdersOf(tx, 'coordinator', places))
      await sendLetter(tx, { contactId, template: 'appeal-late', data: { ...data, path } });
    if (row.author_id)
      await sendLetter(tx, { contactId: row.author_id, template: 'appeal-overdue', data });
    return { told: true };
  },
  audit: ({ subject, output }) => ({
    object: subject.appeal.id,
    after: output.told ? 'overdue' : 'unchanged',
  }),
});
