import { defineCommand, type Context } from '@otklik/kernel';
import type { z } from 'zod';
import { supportTarget as input } from '../schema-companions.ts';
import { deleteSupport } from '../store/supports.ts';
import { ownSupport } from '../supporting.ts';

/** Somebody takes the own «me too» back: it goes with its note and verdicts, and is counted no more. */
export const withdrawSupport = defineCommand({
  name: 'cases.withdraw-support',
  input,
  policy: ({ tx, actor, input: { number } }: Context<z.output<typeof input>>) =>
    ownSupport(tx, actor, number),
  async handle({ tx, subject: { row, support } }) {
    await deleteSupport(tx, support);
    return { number: row.number };
  },
  audit: ({ subject }) => ({ object: subject.row.id, after: 'support-withdrawn' }),
});
