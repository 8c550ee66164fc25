import { defineQuery } from '@otklik/kernel';
import { disclosureOf } from '@otklik/registry';
import { expected } from '../expected.ts';
import { DAYS_AHEAD, mase, WEEKS } from '../model/forecast.ts';
import { hoursOf } from '../model/shifts.ts';
import { mayLook } from '../policy.ts';
import { allRules, rulesOn } from '../rules.ts';
import { nothing as input } from '../schema.ts';
import { decisionSeconds } from '../store/arrivals.ts';
import { toldAndCame } from '../store/forecasts.ts';

const HOUR_S = 3600;
const DAY_MS = 86_400_000;
/** Fourteen forecasts a day, of eight weeks of days. */
const MEASURED = DAYS_AHEAD * WEEKS * 7;

/** Of messages whose moment is kept, the share that each shift gets. */
function sharesOf(hours: readonly number[], codes: readonly string[]): Map<string, number> {
  const total = hours.reduce((sum, n) => sum + n, 0);
  const shares = new Map<string, number>();
  codes.forEach((code, hour) => {
    const share = total === 0 ? 0 : hours[hour]! / total;
    shares.set(code, (shares.get(code) ?? 0) + share);
  });
  return shares;
}

/**
 * What to expect of the next fourteen days: messages, from few to many, and the hours of work that they take, by
 * shift; how good past forecasts were. Refused below eight weeks of history.
 */
export const getForecast = defineQuery({
  name: 'moderation-watch.get-forecast',
  input,
  policy: mayLook,
  async handle({ tx }) {
    const { today, came, forecast } = await expected(tx);
    const { percentages_min } = await disclosureOf(tx);
    const since = new Date(tx.now.getTime() - WEEKS * 7 * DAY_MS);
    const { median, known } = await decisionSeconds(tx, since);
    const seconds = known >= percentages_min ? median : null;
    const { shifts } = rulesOn(await allRules(tx), today);
    const shares = sharesOf(came.hours, hoursOf(shifts) ?? []);
    return {
      weeks: WEEKS,
      least: percentages_min,
      refused: forecast.refused,
      knownWeeks: forecast.refused === null ? WEEKS : forecast.known_weeks,
      medianSeconds: seconds,
      shifts: [...shares.keys()],
      mase: mase(await toldAndCame(tx, MEASURED), came.days),
      days:
        forecast.refused === null
          ? forecast.days.map((day) => ({
              ...day,
              hours:
                seconds === null
                  ? null
                  : [...shares].map(([shift, share]) => ({
                      shift,
                      hours: (day.expected * share * seconds) / HOUR_S,
                    })),
            }))
          : [],
    };
  },
});
