import { defineModule } from '@otklik/kernel';
import { drawSample } from './commands/draw-sample.ts';
import { judgeSample } from './commands/judge-sample.ts';
import { logForecast } from './commands/log-forecast.ts';
import { saveRules } from './commands/save-rules.ts';
import { settleDifference } from './commands/settle-difference.ts';
import { takeSample } from './commands/take-sample.ts';
import { voidSample } from './commands/void-sample.ts';
import { drawSamples } from './jobs/draw-samples.ts';
import { logForecasts } from './jobs/log-forecasts.ts';
import { getFigures } from './queries/get-figures.ts';
import { getForecast } from './queries/get-forecast.ts';
import { getRules } from './queries/get-rules.ts';
import { getSample } from './queries/get-sample.ts';
import { listDifferences } from './queries/list-differences.ts';
import { listDue } from './queries/list-due.ts';

export const manifest = defineModule({
  name: 'moderation-watch',
  needs: ['cases', 'complaints', 'registry'],
  commands: {
    drawSample,
    judgeSample,
    logForecast,
    saveRules,
    settleDifference,
    takeSample,
    voidSample,
  },
  queries: { getFigures, getForecast, getRules, getSample, listDifferences, listDue },
  jobs: [drawSamples, logForecasts],
  settings: {},
  constraints: {
    one_sample_per_decision: 'already-done',
    one_held_sample_per_person: 'changed-meanwhile',
  },
  migrations: new URL('../migrations/', import.meta.url),
});
