import { AppError, defineCommand, type Context } from '@otklik/kernel';
import { clinicByCode } from '@otklik/registry';
import { sql } from 'kysely';
import type { z } from 'zod';
import { DAY_ms } from '../model.ts';
import { regionAdministrator } from '../policy.ts';
import { closeDays as input } from '../schema-intake.ts';
import { regionId } from '../store/sources.ts';
import { recompute } from '../store/waits.ts';

const DAYS_max = 62;

/** Days on which a clinic is closed have no places, whatever its source says; or opens such days again. */
export const closeDays = defineCommand({
  name: 'access.close-days',
  input,
  policy({ tx, actor, input: { clinic } }: Context<z.output<typeof input>>) {
    regionAdministrator({ actor });
    return clinicByCode(tx, clinic);
  },
  async handle({ tx, subject: clinic, input: { from, to, open } }) {
    const count = (Date.parse(to) - Date.parse(from)) / DAY_ms + 1;
    if (count < 1 || count > DAYS_max) throw new AppError('date-unfit', { maximum_days: DAYS_max });
    const region = regionId(tx);
    if (open)
      await tx.db
        .deleteFrom('access_closed_days')
        .where('region_id', '=', region)
        .where('clinic_id', '=', clinic.id)
        .where('day', '>=', from)
        .where('day', '<=', to)
        .execute();
    else
      await sql`insert into access_closed_days (region_id, clinic_id, day, known_at)
        select ${region}, ${clinic.id}::uuid, d::date, ${tx.now}
        from generate_series(${from}::date, ${to}::date, '1 day') d on conflict do nothing`.execute(
        tx.db,
      );
    const groups = await tx.db
      .selectFrom('access_wait_now')
      .select(['clinic_id', 'specialty', 'kind', 'mode'])
      .where('region_id', '=', region)
      .where('clinic_id', '=', clinic.id)
      .execute();
    const { changes } = await recompute(
      tx,
      groups.map((group) => ({ ...group, at: tx.now })),
    );
    return { days: count, waits: changes };
  },
  audit: ({ input: { clinic, from, to, open } }) => ({
    object: `clinic ${clinic}`,
    after: `${open ? 'open' : 'closed'} ${from} ${to}`,
  }),
});
