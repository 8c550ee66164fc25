import { defineCommand, type Context } from '@otklik/kernel';
import { z } from 'zod';
import { moveCase } from '../move-case.ts';
import { mayMove } from '../policy.ts';
import { caseNumberText } from '../schema.ts';

const input = z.strictObject({ number: caseNumberText, move: z.enum(['fall-silent', 'lapse']) });

/** What time alone decides: an author's silence, an address nobody confirmed. Jobs call it, once a case. */
export const settleCase = defineCommand({
  name: 'cases.settle-case',
  input,
  policy: (context: Context<z.output<typeof input>>) => mayMove(context.input.move)(context),
  async handle({ tx, actor, subject, input: { move } }) {
    const { facts } = await moveCase(tx, actor, subject, move);
    return { number: subject.row.number, state: facts.state };
  },
  audit: ({ subject, output }) => ({
    object: subject.row.id,
    before: subject.row.state,
    after: output.state,
  }),
});
