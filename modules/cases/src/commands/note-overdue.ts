import { AppError, defineCommand, type Context } from '@otklik/kernel';
import { z } from 'zod';
import { caseNumberText } from '../schema.ts';
import { markChangeLate } from '../store/answer-changes.ts';
import { markOverdue, markProposalLate, readCase, regionId } from '../store/cases.ts';
import { tellLateProposal, tellOverdue } from '../tell.ts';
import { tellLateChange } from '../tell-signing.ts';

const input = z.strictObject({ number: caseNumberText });

/**
 * A deadline has passed, of the step that runs, of a proposal that waits to be decided or of a change of an
 * answer that waits to be checked: those it concerns are told once. Everybody sees the lateness anyway, from the dates.
 */
export const noteOverdue = defineCommand({
  name: 'cases.note-overdue',
  input,
  async policy({ tx, actor, input: { number } }: Context<z.output<typeof input>>) {
    if (actor.kind !== 'system') throw new AppError('forbidden');
    return readCase(tx, { number });
  },
  async handle({ tx, subject }) {
    // Of danger the duty is told, by whoever knows who that is.
    const is_danger = subject.due_stage === 'danger';
    const noted = !is_danger && (await markOverdue(tx, regionId(tx), subject.id, tx.now));
    if (noted) await tellOverdue(tx, subject);
    const proposal = await markProposalLate(tx, subject.id);
    if (proposal) await tellLateProposal(tx, subject);
    const change = await markChangeLate(tx, subject.id);
    if (change) await tellLateChange(tx, subject, change);
    return { noted, proposal };
  },
  audit: ({ subject }) => ({ object: subject.id, after: 'overdue' }),
});
