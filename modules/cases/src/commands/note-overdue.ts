import { AppError, defineCommand, type Context } from '@otklik/kernel';
import { z } from 'zod';
import { caseNumberText } from '../schema.ts';
import { markOverdue, readCase, regionId } from '../store/cases.ts';
import { tellOverdue } from '../tell.ts';

const input = z.strictObject({ number: caseNumberText });

/** A deadline has passed: the author is told once. Everybody sees the lateness anyway, from the dates. */
export const noteOverdue = defineCommand({
  name: 'cases.note-overdue',
  input,
  async policy({ tx, actor, input: { number } }: Context<z.output<typeof input>>) {
    if (actor.kind !== 'system') throw new AppError('forbidden');
    return readCase(tx, { number });
  },
  async handle({ tx, subject }) {
    const noted = await markOverdue(tx, regionId(tx), subject.id, tx.now);
    if (noted) await tellOverdue(tx, subject);
    return { noted };
  },
  audit: ({ subject }) => ({ object: subject.id, after: 'overdue' }),
});
