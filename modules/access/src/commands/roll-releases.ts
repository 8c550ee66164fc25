import { defineCommand, type Tx } from '@otklik/kernel';
import { dayIn, zoneOfRegion } from '@otklik/registry';
import { formatDate } from '@otklik/working-time';
import { checkOdds, dayNumber, HELD_BACK_weeks, LEARNT_weeks } from '../odds.ts';
import { onlyTime } from '../policy.ts';
import { nothing as input } from '../schema.ts';
import { keepCheck, rolledUntil, setRolledUntil } from '../store/odds-checks.ts';
import { FOLLOWED_days, releasesOf, rollDay } from '../store/releases.ts';
import { regionId } from '../store/sources.ts';
import { toldSpecialties } from '../store/specialties.ts';

/** What one run makes good at most: the next one goes on. */
const DAYS_max = 7;

/**
 * Sums up the days whose places were followed long enough, each once and in order, and looks whether chances of the
 * last weeks came true.
 */
export const rollReleases = defineCommand({
  name: 'access.roll-releases',
  input,
  policy: onlyTime,
  async handle({ tx }) {
    const today = dayNumber(dayIn(await zoneOfRegion(tx), tx.now));
    const last = today - FOLLOWED_days - 1;
    const until = await rolledUntil(tx);
    // Before the first run nothing was summed up: the log's own beginning is found by its first day that is over.
    let day = until === null ? last - DAYS_max : dayNumber(until);
    let rows = 0;
    for (let days = 0; day < last && days < DAYS_max; days += 1) {
      day += 1;
      rows += await rollDay(tx, formatDate(day));
    }
    if (until !== null && day === dayNumber(until)) return { rows: 0, until, checked: 0 };
    await setRolledUntil(tx, formatDate(day));
    return { rows, until: formatDate(day), checked: await checkAll(tx, day) };
  },
  audit: ({ output }) => ({ object: 'access-releases', after: `rolled ${output.rows}` }),
});

/** Every specialty's chances of the weeks that end with this day. @returns how many had forecasts */
export async function checkAll(tx: Tx, day: number): Promise<number> {
  const since = day - HELD_BACK_weeks * 7 + 1;
  const span = { from: formatDate(since - LEARNT_weeks * 7), to: formatDate(day) };
  let checked = 0;
  for (const { id } of await toldSpecialties(tx, regionId(tx))) {
    const { releases, mornings } = await releasesOf(tx, { specialty: id, ...span });
    const found = checkOdds(releases, mornings, formatDate(since));
    if (found.n === 0) continue;
    await keepCheck(tx, id, formatDate(day), found);
    checked += 1;
  }
  return checked;
}
