import { defineCommand } from '@otklik/kernel';
import { FaultCount } from '../model.ts';
import { pushesSlots } from '../policy.ts';
import { takeWaitingLists as input } from '../schema-intake.ts';
import { keepFaults } from '../store/sources.ts';
import { speakFor, toldRows } from '../told-rows.ts';
import { takeLists } from '../waiting-lists.ts';

/** Takes how long the lists are that clinics serve before they open slots, and how soon people on them were seen. */
export const takeWaitingLists = defineCommand({
  name: 'access.take-waiting-lists',
  input,
  policy: pushesSlots,
  async handle({ tx, actor, input: told }) {
    const source = await speakFor(tx, actor, told.source);
    const rows = toldRows(told.format, told.lists);
    const faults = new FaultCount();
    const taken = await takeLists(tx, source.id, rows, faults);
    await keepFaults(tx, source.id, faults);
    return { rows: rows.length, taken, faults: faults.toJSON() as Record<string, number> };
  },
  audit: ({ input: { source }, output }) => ({
    object: `access-source ${source}`,
    after: `lists ${output.taken}`,
  }),
});
