import { m } from '@otklik/i18n';
import type { Controls } from './form-errors.ts';

/** What the controls of `/desk/watch/rules` are called. */
export const ruleControls = (): Controls => ({
  sharePercent: { label: m.watch_rules_share(), kind: 'number' },
  sampleDaysMax: { label: m.watch_rules_days(), kind: 'number' },
  shifts: { label: m.watch_rules_shifts(), field: 'code-0' },
  validFrom: { label: m.watch_rules_from(), kind: 'moment' },
});

/** What the controls of the rules of campaigns are called. */
export const campaignControls = (): Controls => ({
  copiesMin: { label: m.campaigns_rules_copies(), kind: 'number' },
  likenessPercent: { label: m.campaigns_rules_likeness(), kind: 'number' },
  windowDays: { label: m.campaigns_rules_days(), kind: 'number' },
  floodMin: { label: m.campaigns_rules_flood(), kind: 'number' },
  validFrom: { label: m.campaigns_rules_from(), kind: 'moment' },
});
