import { defineCommand } from '@otklik/kernel';
import { onlyTime } from '../policy.ts';
import { nothing as input } from '../schema.ts';
import { HOUR_ms, rollDays, rollHour } from '../store/roll.ts';
import { regionId } from '../store/sources.ts';
import { wakeDue } from '../store/waits.ts';

/** What one run makes good at most after a pause: the next run goes on. */
const HOURS_max = 24;
const KEPT_months = 13;

/**
 * Sums up the hours that are over, and the local days that ended with them, from the change points: each hour once,
 * in order. Hours are kept for thirteen months.
 */
export const rollWaits = defineCommand({
  name: 'access.roll-waits',
  input,
  policy: onlyTime,
  async handle({ tx }) {
    const region = regionId(tx);
    const over = Math.floor(tx.now.getTime() / HOUR_ms) * HOUR_ms;
    await tx.db
      .insertInto('access_rolled')
      .values({ region_id: region, until: new Date(over - HOUR_ms) })
      .onConflict((on) => on.column('region_id').doNothing())
      .execute();
    const { until } = await tx.db
      .selectFrom('access_rolled')
      .select('until')
      .where('region_id', '=', region)
      .forUpdate()
      .executeTakeFirstOrThrow();
    // What time alone changed in those hours is written before they are summed up.
    await wakeDue(tx);
    let at = until.getTime();
    let rows = 0;
    for (let hours = 0; at < over && hours < HOURS_max; hours += 1) {
      rows += await rollHour(tx, new Date(at));
      at += HOUR_ms;
      rows += await rollDays(tx, new Date(at));
    }
    await tx.db
      .updateTable('access_rolled')
      .set({ until: new Date(at) })
      .where('region_id', '=', region)
      .execute();
    const old = new Date(tx.now);
    old.setUTCMonth(old.getUTCMonth() - KEPT_months);
    await tx.db
      .deleteFrom('access_wait_hours')
      .where('region_id', '=', region)
      .where('hour', '<', old)
      .execute();
    return { rows, until: new Date(at) };
  },
  audit: ({ output }) => ({ object: 'access-waits', after: `rolled ${output.rows}` }),
});
