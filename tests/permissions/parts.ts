import { ASSISTED } from './assisted.ts';
import { LANES } from './lanes.ts';
import { MENDING } from './mending.ts';
import { REGISTRY } from './registry.ts';
import type { Sample } from './samples.ts';
import { SUBSCRIPTIONS } from './subscriptions.ts';
import { SURVEY_FORMS } from './survey-forms.ts';
import { SURVEY_COMMENTS } from './survey-comments.ts';
import { SURVEYS } from './surveys.ts';
import { SYSTEMIC } from './systemic.ts';
import { THANKS } from './thanks.ts';
import { WATCH } from './watch.ts';

/** Samples that stand in files of their own; a new file is named here. */
export const PARTS: Readonly<Record<string, readonly Sample[]>> = {
  ...ASSISTED,
  ...LANES,
  ...MENDING,
  ...REGISTRY,
  ...SUBSCRIPTIONS,
  ...SURVEY_FORMS,
  ...SURVEYS,
  ...SURVEY_COMMENTS,
  ...SYSTEMIC,
  ...THANKS,
  ...WATCH,
};
