import { defineCommand } from '@otklik/kernel';
import { holdGround, lastDay, putHold, regionAdministrator } from '@otklik/retention';
import { z } from 'zod';
import { caseNumberText } from '../schema.ts';
import { readCase } from '../store/cases.ts';

const input = z.strictObject({ number: caseNumberText, ground: holdGround, until: lastDay });

/** Puts a case under legal hold, with its author: no sweep and no erasure touches either. */
export const holdCase = defineCommand({
  name: 'cases.hold-case',
  input,
  policy: regionAdministrator,
  async handle({ tx, subject, input: { number, ground, until } }) {
    const row = await readCase(tx, { number });
    const holdId = await putHold(tx, {
      caseId: row.id,
      personId: row.author_id,
      label: row.number,
      ground,
      until,
      setBy: subject,
    });
    return { holdId, caseId: row.id };
  },
  audit: ({ output }) => ({ object: `hold:${output.holdId}`, after: `case:${output.caseId}` }),
});
