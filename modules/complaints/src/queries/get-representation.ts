import { audienceOf, readCase } from '@otklik/cases';
import { defineQuery, type Context } from '@otklik/kernel';
import type { z } from 'zod';
import { complaintTarget as input } from '../schema.ts';
import { representationOf } from '../store/representation.ts';

/** For whom a message was filed, for its author, the moderator and the clinic; nothing for the public. */
export const getRepresentation = defineQuery({
  name: 'complaints.get-representation',
  input,
  async policy({ tx, actor, input: { number } }: Context<z.output<typeof input>>) {
    const row = await readCase(tx, { number });
    const audience = audienceOf(actor, row);
    const found = audience === 'public' ? undefined : await representationOf(tx, row.id);
    return { row, audience, found };
  },
  handle: async ({ subject: { found } }) => {
    if (!found) return null;
    const { relation, subject, age_years, papers_seen } = found;
    return { relation, subject, age_years, papersSeen: papers_seen };
  },
  // Only a look at something leaves a trace.
  audit: ({ subject: { row, audience, found } }) =>
    found && (audience === 'clinic' || audience === 'staff') ? { object: row.id } : null,
});
