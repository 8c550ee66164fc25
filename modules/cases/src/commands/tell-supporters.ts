import { AppError, defineCommand, type Context } from '@otklik/kernel';
import type { z } from 'zod';
import { tellSupporters as input } from '../schema-companions.ts';
import { readCase } from '../store/cases.ts';
import { tellPage } from '../tell-supporters.ts';

/** Writes to one page of those who joined a case. */
export const tellSupporters = defineCommand({
  name: 'cases.tell-supporters',
  input,
  policy({ tx, actor, input: { case: id } }: Context<z.output<typeof input>>) {
    if (actor.kind !== 'system') throw new AppError('forbidden');
    return readCase(tx, { id });
  },
  handle: async ({ tx, subject: row, input: { template, after } }) => ({
    told: await tellPage(tx, row, template, after),
  }),
  audit: ({ subject, output }) => ({ object: subject.id, after: `told:${output.told}` }),
});
