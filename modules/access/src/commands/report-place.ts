import { AppError, defineCommand, type Context } from '@otklik/kernel';
import { clinicByCode, dayIn, zoneOfRegion } from '@otklik/registry';
import type { z } from 'zod';
import { reportPlace as input } from '../schema-intake.ts';
import { addTries } from '../store/beside-slots.ts';
import { clinicWaits } from '../store/read.ts';
import { groupSource } from '../store/asked-sources.ts';

const REPORTS_a_day = 5;

/**
 * A patient's one tap: what is advertised could be booked, or could not. Nothing of who it was is kept, so it counts
 * in numbers of a day alone, apart from tries made on purpose.
 */
export const reportPlace = defineCommand({
  name: 'access.report-place',
  input,
  policy: ({ tx, input: { clinic } }: Context<z.output<typeof input>>) => clinicByCode(tx, clinic),
  limits: [{ per: 'origin', count_max: REPORTS_a_day, window_s: 86_400 }],
  async handle({ tx, subject: clinic, input: { specialty, bookable } }) {
    const source_id = await groupSource(tx, clinic.id, specialty);
    const [wait] = await clinicWaits(tx, specialty, clinic.id);
    if (!source_id || !wait || wait.silent !== false)
      throw new AppError('not-found', { object: 'places' });
    const advertised = wait.k1_at !== null;
    await addTries(
      tx,
      [
        {
          source_id,
          clinic_id: clinic.id,
          specialty,
          tried_by: 'patient',
          kept: advertised && bookable ? 1 : 0,
          ghosts: advertised && !bookable ? 1 : 0,
          hidden: !advertised && bookable ? 1 : 0,
        },
      ],
      dayIn(await zoneOfRegion(tx), tx.now),
    );
    return { advertised };
  },
  audit: ({ subject, input: { specialty, bookable } }) => ({
    object: `clinic ${subject.code}`,
    after: `${specialty} ${bookable ? 'bookable' : 'not bookable'}`,
  }),
});
