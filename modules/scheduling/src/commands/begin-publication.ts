import { defineCommand } from '@otklik/kernel';
import { onlyTime } from '../policy.ts';
import { nothing as input } from '../schema.ts';
import { partNames } from '../store/files.ts';
import { lastPublication } from '../store/publications.ts';
import { addSchedules } from '../store/slots.ts';

const SECOND_ms = 1000;

/** Begins a publication: new timetables get their ids. @returns of which moment it is, and what is to be written */
export const beginPublication = defineCommand({
  name: 'scheduling.begin-publication',
  input,
  policy: onlyTime,
  async handle({ tx }) {
    const made = await addSchedules(tx);
    const last = await lastPublication(tx);
    // Told to the second; each is later than the one before, or `_since` would miss what came between.
    const second = Math.floor(tx.now.getTime() / SECOND_ms) * SECOND_ms;
    const at = new Date(Math.max(second, (last?.at.getTime() ?? 0) + SECOND_ms));
    return { at: at.toISOString(), made, names: await partNames(tx) };
  },
  audit: ({ output }) => ({ object: 'scheduling', after: `${output.made}` }),
});
