import { AppError, defineCommand, recordedAs, type Context } from '@otklik/kernel';
import type { z } from 'zod';
import { whyNotMerged } from '../model/companions.ts';
import { mayAs } from '../policy.ts';
import { mergeCase as input } from '../schema-companions.ts';
import { loadForMove } from '../store/cases.ts';
import { link } from '../store/companions.ts';

type In = z.output<typeof input>;

/** A moderator of both cases. Both are locked, the older number first, so that two merges meet in one order. */
async function mayMerge(context: Context<In>) {
  const { number, lead } = context.input;
  const of = (asked: string) =>
    mayAs('moderator')({
      ...context,
      input: { number: asked, ...(asked === number ? { version: context.input.version } : {}) },
    });
  if (context.actor.kind !== 'visitor' && number > lead)
    await loadForMove(context.tx, { number: lead });
  const member = await of(number);
  return { row: member.row, lead: (await of(lead)).row };
}

/**
 * Links a duplicate to a lead of the same clinic. Each keeps its text, author, receipt, start, deadline and
 * verdict; the answer goes to all, and the lead is overdue when the earliest of them is.
 */
export const mergeCase = defineCommand({
  name: 'cases.merge-case',
  input,
  policy: mayMerge,
  async handle({ tx, actor, subject: { row, lead } }) {
    const reason = whyNotMerged(row, lead);
    if (reason) throw new AppError('merge-refused', { reason });
    await link(tx, row, lead, recordedAs(actor));
    return { number: row.number, lead: lead.number };
  },
  audit: ({ subject, output }) => ({ object: subject.row.id, after: `merged:${output.lead}` }),
});
