import { AppError, defineCommand, principalOf } from '@otklik/kernel';
import { dayIn, zoneOfRegion } from '@otklik/registry';
import { z } from 'zod';
import { FaultCount } from '../model.ts';
import { pushesSlots } from '../policy.ts';
import { takeTries as input } from '../schema-intake.ts';
import { addTries, type Tries } from '../store/beside-slots.ts';
import { keepFaults, lockSource } from '../store/sources.ts';
import { knownPlaces, toldRows } from '../told-rows.ts';

const word = z
  .enum(['true', 'false', '1', '0'])
  .transform((told) => told === 'true' || told === '1');
const yes = z.union([z.boolean(), word]);
const tryRow = z.strictObject({
  clinic: z.string().min(1).max(80),
  specialty: z.string().min(1).max(80),
  advertised: yes,
  bookable: yes,
});

/** Takes tries that somebody made on purpose to book what a source advertises. Nobody tries their own source. */
export const takeTries = defineCommand({
  name: 'access.take-tries',
  input,
  policy: pushesSlots,
  async handle({ tx, actor, input: told }) {
    const source = await lockSource(tx, told.source);
    if (source.held_by !== null && source.held_by === principalOf(actor))
      throw new AppError('forbidden', { reason: 'own-source' });
    const rows = toldRows(told.format, told.tries);
    const faults = new FaultCount();
    const { clinics, specialties } = await knownPlaces(tx);
    const good = rows.flatMap((row): Tries[] => {
      const read = tryRow.safeParse(row);
      const clinic = read.success ? clinics.get(read.data.clinic) : undefined;
      if (!read.success) faults.add('wrong-shape');
      else if (!clinic) faults.add('unknown-clinic');
      else if (!specialties.has(read.data.specialty)) faults.add('unknown-specialty');
      if (!read.success || !clinic || !specialties.has(read.data.specialty)) return [];
      const { specialty, advertised, bookable } = read.data;
      return [
        {
          source_id: source.id,
          clinic_id: clinic.id,
          specialty,
          tried_by: 'probe',
          kept: advertised && bookable ? 1 : 0,
          ghosts: advertised && !bookable ? 1 : 0,
          hidden: !advertised && bookable ? 1 : 0,
        },
      ];
    });
    await addTries(tx, good, dayIn(await zoneOfRegion(tx), tx.now));
    await keepFaults(tx, source.id, faults);
    return {
      rows: rows.length,
      taken: good.length,
      faults: faults.toJSON() as Record<string, number>,
    };
  },
  audit: ({ input: { source }, output }) => ({
    object: `access-source ${source}`,
    after: `tries ${output.taken}`,
  }),
});
