import { ACCESS } from './access.ts';
import { ASSISTED } from './assisted.ts';
import { ATTACHMENT } from './attachment.ts';
import { CROWD } from './crowd.ts';
import { GUARANTEES } from './guarantees.ts';
import { LANES } from './lanes.ts';
import { MENDING } from './mending.ts';
import { PILOTS } from './pilots.ts';
import { REGISTRY } from './registry.ts';
import type { Sample } from './samples.ts';
import { SCHEDULING } from './scheduling.ts';
import { SUBSCRIPTIONS } from './subscriptions.ts';
import { SURVEY_ANSWERS } from './survey-answers.ts';
import { SURVEY_FORMS } from './survey-forms.ts';
import { SURVEY_MODES } from './survey-modes.ts';
import { SURVEY_COMMENTS } from './survey-comments.ts';
import { SURVEY_RESULTS } from './survey-results.ts';
import { SURVEY_MAIL } from './survey-mail.ts';
import { SURVEYS } from './surveys.ts';
import { SYSTEMIC } from './systemic.ts';
import { THANKS } from './thanks.ts';
import { WATCH } from './watch.ts';

/** Samples that stand in files of their own; a new file is named here. */
export const PARTS: Readonly<Record<string, readonly Sample[]>> = {
  ...ACCESS,
  ...ASSISTED,
  ...ATTACHMENT,
  ...CROWD,
  ...GUARANTEES,
  ...LANES,
  ...MENDING,
  ...PILOTS,
  ...REGISTRY,
  ...SCHEDULING,
  ...SUBSCRIPTIONS,
  ...SURVEY_ANSWERS,
  ...SURVEY_FORMS,
  ...SURVEY_MAIL,
  ...SURVEYS,
  ...SURVEY_COMMENTS,
  ...SURVEY_RESULTS,
  ...SURVEY_MODES,
  ...SYSTEMIC,
  ...THANKS,
  ...WATCH,
};
