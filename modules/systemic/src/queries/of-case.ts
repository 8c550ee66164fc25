import { audienceOf, readCase } from '@otklik/cases';
import { defineQuery, type Context } from '@otklik/kernel';
import type { z } from 'zod';
import { PUBLIC_STATES } from '../model.ts';
import { onCase as input } from '../schema.ts';
import { systemicOf } from '../store/members.ts';
import { checkOf } from '../view.ts';

/** The public systemic case that a case belongs to, for its page; null where there is none. @throws AppError not-found */
export const ofCase = defineQuery({
  name: 'systemic.of-case',
  input,
  async policy({ tx, actor, input: { number } }: Context<z.output<typeof input>>) {
    const row = await readCase(tx, { number });
    audienceOf(actor, row);
    return row;
  },
  async handle({ tx, subject: { id } }) {
    const row = await systemicOf(tx, id);
    if (!row || !PUBLIC_STATES.includes(row.state)) return null;
    return {
      number: row.number,
      path: `/systemic/${row.number}`,
      title: { ru: row.title_ru, en: row.title_en },
      state: row.state,
      zone: row.zone,
      /** Until when the clinic owes its plan; null while it owes none. */
      dueAt: row.due_at,
      late: row.due_at !== null && tx.now > row.due_at,
      check: await checkOf(tx, row),
    };
  },
});
