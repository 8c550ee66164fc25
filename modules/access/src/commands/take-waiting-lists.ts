import { defineCommand } from '@otklik/kernel';
import { dayIn, zoneOfRegion } from '@otklik/registry';
import { z } from 'zod';
import { FaultCount } from '../model.ts';
import { pushesSlots } from '../policy.ts';
import { takeWaitingLists as input } from '../schema-intake.ts';
import { keepLists, type GoodList } from '../store/beside-slots.ts';
import { keepFaults, setSource } from '../store/sources.ts';
import { knownPlaces, speakFor, toldRows } from '../told-rows.ts';

const whole = z.coerce.number().int().min(0).max(1_000_000);
const listRow = z.strictObject({
  clinic: z.string().min(1).max(80),
  specialty: z.string().min(1).max(80),
  length: whole,
  served: whole.nullish(),
  served_p50_days: whole.max(3650).nullish(),
  served_p90_days: whole.max(3650).nullish(),
});

/** Takes how long the lists are that clinics serve before they open slots, and how soon people on them were seen. */
export const takeWaitingLists = defineCommand({
  name: 'access.take-waiting-lists',
  input,
  policy: pushesSlots,
  async handle({ tx, actor, input: told }) {
    const source = await speakFor(tx, actor, told.source);
    const rows = toldRows(told.format, told.lists);
    const faults = new FaultCount();
    const { clinics, specialties } = await knownPlaces(tx);
    const good = new Map<string, GoodList>();
    for (const row of rows) {
      const read = listRow.safeParse(row);
      if (!read.success) {
        faults.add(shapeOnly(row) ? 'wrong-number' : 'wrong-shape');
        continue;
      }
      const { clinic, specialty, ...numbers } = read.data;
      const found = clinics.get(clinic);
      if (!found) faults.add('unknown-clinic');
      else if (!specialties.has(specialty)) faults.add('unknown-specialty');
      else
        good.set(`${found.id} ${specialty}`, {
          clinic_id: found.id,
          specialty,
          length: numbers.length,
          served: numbers.served ?? null,
          served_p50_days: numbers.served_p50_days ?? null,
          served_p90_days: numbers.served_p90_days ?? null,
        });
    }
    await keepLists(tx, source.id, [...good.values()], dayIn(await zoneOfRegion(tx), tx.now));
    await keepFaults(tx, source.id, faults);
    if (source.kind === 'push' && source.last_ok === null)
      await setSource(tx, source.id, { last_ok: tx.now });
    return { rows: rows.length, taken: good.size, faults: faults.toJSON() as Record<string, number> };
  },
  audit: ({ input: { source }, output }) => ({
    object: `access-source ${source}`,
    after: `lists ${output.taken}`,
  }),
});

/** Everything is named, so that it is a number that is wrong. */
const shapeOnly = (row: unknown): boolean =>
  typeof row === 'object' && row !== null && 'clinic' in row && 'specialty' in row && 'length' in row;
