import { AppError, defineCommand, type Context } from '@otklik/kernel';
import { clinicByCode, dayIn } from '@otklik/registry';
import type { z } from 'zod';
import { zoneOf } from '@otklik/working-time';
import { DAY_ms } from '../model.ts';
import { tellsFor } from '../policy.ts';
import { putHandDay as input } from '../schema-intake.ts';
import { regionId } from '../store/sources.ts';
import { specialtyCodes } from '../store/specialties.ts';

/** How long ago a day may be told or mended. */
const DAYS_back = 7;

/** Five numbers of a day of a clinic without a booking system, as a person there counted them. */
export const putHandDay = defineCommand({
  name: 'access.put-hand-day',
  input,
  async policy({ tx, actor, input: { clinic } }: Context<z.output<typeof input>>) {
    // Who may tell for nobody learns nothing of which clinics there are.
    const found = await clinicByCode(tx, clinic);
    tellsFor(actor, found);
    return found;
  },
  async handle({ tx, subject: clinic, input: told }) {
    if (!(await specialtyCodes(tx)).has(told.specialty))
      throw new AppError('unknown-reference', { object: 'specialty' });
    const today = dayIn(clinic.zone, tx.now);
    const age =
      zoneOf(clinic.zone).localDay(tx.now.getTime()) - Date.parse(`${told.day}T00:00:00Z`) / DAY_ms;
    if (told.day > today || age > DAYS_back)
      throw new AppError('date-unfit', { earliest_days: DAYS_back });
    const { k1Days: k1_days = null, k3Days: k3_days = null } = told;
    if (k3_days !== null && (k1_days === null || k3_days < k1_days))
      throw new AppError('invalid-input', { issues: [{ path: 'k3Days', code: 'custom' }] });
    const numbers = {
      told_at: tx.now,
      k1_days,
      k3_days,
      places_7d: told.places7d,
      turned_away: told.turnedAway,
      noshow: told.noShow,
    };
    await tx.db
      .insertInto('access_hand_days')
      .values({
        region_id: regionId(tx),
        clinic_id: clinic.id,
        specialty: told.specialty,
        day: told.day,
        ...numbers,
      })
      .onConflict((on) =>
        on.columns(['region_id', 'clinic_id', 'specialty', 'day']).doUpdateSet(numbers),
      )
      .execute();
    return { clinic: clinic.code, day: told.day };
  },
  audit: ({ input: { clinic, specialty, day } }) => ({
    object: `clinic ${clinic}`,
    after: `${specialty} ${day} by hand`,
  }),
});
