import { audienceOf, readCase, caseNumberText } from '@otklik/cases';
import { defineQuery, type Context } from '@otklik/kernel';
import { z } from 'zod';
import { assistanceOf } from '../store/assistance.ts';

const input = z.strictObject({ number: caseNumberText });

/** That a clerk took the message and how, for its author and whoever works on it; null otherwise. No contact. */
export const getAssistance = defineQuery({
  name: 'assisted.get-assistance',
  input,
  async policy({ tx, actor, input: { number } }: Context<z.output<typeof input>>) {
    const row = await readCase(tx, { number });
    return { row, audience: audienceOf(actor, row) };
  },
  async handle({ tx, subject: { row, audience } }) {
    const found = audience === 'public' ? undefined : await assistanceOf(tx, row.id);
    return found
      ? { channel: found.channel, side: found.clerk_side, receivedOn: found.received_on }
      : null;
  },
});
