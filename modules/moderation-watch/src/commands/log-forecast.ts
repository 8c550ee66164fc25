import { defineCommand } from '@otklik/kernel';
import { expected } from '../expected.ts';
import { clockOnly } from '../policy.ts';
import { nothing as input } from '../schema.ts';
import { logForecasts, noteWhatCame } from '../store/forecasts.ts';

/** Writes down what is expected of the next days, and what came of those that are over. */
export const logForecast = defineCommand({
  name: 'moderation-watch.log-forecast',
  input,
  policy: clockOnly,
  async handle({ tx }) {
    const { today, came, forecast } = await expected(tx);
    await noteWhatCame(tx, came.days);
    const logged = forecast.refused === null ? await logForecasts(tx, today, forecast.days) : 0;
    return { logged };
  },
  audit: ({ output }) => ({ object: 'moderation-forecast', after: String(output.logged) }),
});
