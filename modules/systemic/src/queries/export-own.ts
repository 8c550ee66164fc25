import { ownCases } from '@otklik/complaints';
import { defineQuery } from '@otklik/kernel';
import { PUBLIC_STATES } from '../model.ts';
import { nothing as input } from '../schema.ts';
import { systemicOf } from '../store/members.ts';
import { ownPart } from '../view.ts';

/**
 * What became of the messages of whoever asks together with others: of each that belongs to a public systemic case,
 * by its number, that case with its plan and steps, and when the message joined.
 */
export const exportOwn = defineQuery({
  name: 'systemic.export-own',
  input,
  stepUp: true,
  limits: [{ per: 'principal', count_max: 5, window_s: 3600 }],
  policy: ({ tx, actor }) => ownCases(tx, actor),
  async handle({ tx, subject: rows }) {
    const parts = [];
    for (const { id, number } of rows) {
      const systemic = await systemicOf(tx, id);
      if (systemic && PUBLIC_STATES.includes(systemic.state))
        parts.push({ number, ...(await ownPart(tx, systemic, id)) });
    }
    return parts;
  },
  audit: ({ subject: rows }) => ({
    object: rows.length === 1 ? rows[0]!.id : '',
    after: 'exported',
  }),
});
