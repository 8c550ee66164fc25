import { AppError, defineCommand, type Context } from '@otklik/kernel';
import { calendarOf } from '@otklik/registry';
import { z } from 'zod';
import { nextNotice } from '../model/ladder.ts';
import { caseNumberText } from '../schema.ts';
import { readCase, setNotice } from '../store/cases.ts';
import { tellLadder } from '../tell.ts';

const input = z.strictObject({ number: caseNumberText });

/** A notice before a deadline, or up the chain after it, has come due: its letters go out, the next is set. */
export const sendNotice = defineCommand({
  name: 'cases.send-notice',
  input,
  async policy({ tx, actor, input: { number } }: Context<z.output<typeof input>>) {
    if (actor.kind !== 'system') throw new AppError('forbidden');
    return readCase(tx, { number });
  },
  async handle({ tx, subject: row }) {
    const { notice_at: at, notice_step: step } = row;
    if (at === null || step === null || at > tx.now) return { sent: false };
    const { calendar } = await calendarOf(tx, row.region_id);
    const due = { stage: row.due_stage, at: row.due_at, date: row.due_date };
    const next = nextNotice(due, step, tx.now, { calendar, zone: row.zone });
    // Of two workers only one finds the notice as it was.
    if (!(await setNotice(tx, row.id, { at, step }, next))) return { sent: false };
    await tellLadder(tx, row, step);
    return { sent: true };
  },
  audit: ({ subject }) => ({ object: subject.id, after: 'notice' }),
});
