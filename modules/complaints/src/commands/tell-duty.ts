import { loadForMove, openAlarms } from '@otklik/cases';
import { AppError, defineCommand } from '@otklik/kernel';
import { tellDuty as tell } from '../danger-letter.ts';
import { complaintTarget as input } from '../schema.ts';

/** Writes to whoever is on duty that somebody's words sound like danger. */
export const tellDuty = defineCommand({
  name: 'complaints.tell-duty',
  input,
  policy({ actor }) {
    if (actor.kind !== 'system') throw new AppError('forbidden');
  },
  async handle({ tx, input: { number } }) {
    const { row, facts } = await loadForMove(tx, { number });
    const beside = (await openAlarms(tx, row.id))[0]?.due_at ?? null;
    await tell(tx, row, facts.state === 'danger' ? row.due_at : beside);
    return { id: row.by_receipt ? '' : row.id };
  },
  // The log is for ever: beside an anonymous message it names no case.
  audit: ({ output }) => ({ object: output.id }),
});
