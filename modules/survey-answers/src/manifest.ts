import { defineModule, sweepBy } from '@otklik/kernel';
import { finish } from './commands/finish.ts';
import { forgetDrafts } from './commands/forget-drafts.ts';
import { makeBatchKeys } from './commands/make-batch-keys.ts';
import { makeCommentKeys } from './commands/make-comment-keys.ts';
import { release } from './commands/release.ts';
import { saveDraft } from './commands/save-draft.ts';
import { makeKeys } from './jobs/make-keys.ts';
import { releaseAnswers } from './jobs/release.ts';
import { getPlaceResults } from './queries/get-place-results.ts';
import { judgeLink } from './queries/judge-link.ts';
import { lookAtLink } from './queries/look-at-link.ts';

export const manifest = defineModule({
  name: 'survey-answers',
  needs: ['registry', 'retention', 'survey-forms', 'surveys'],
  commands: { finish, forgetDrafts, makeBatchKeys, makeCommentKeys, release, saveDraft },
  queries: { getPlaceResults, judgeLink, lookAtLink },
  jobs: [makeKeys, releaseAnswers],
  retention: [sweepBy('survey-drafts', forgetDrafts)],
  settings: {},
  constraints: {
    one_batch_key_per_day: 'already-exists',
    one_answer_per_receipt: 'already-done',
    one_comment_key_per_month: 'already-exists',
    one_comment_per_receipt: 'already-done',
  },
  migrations: new URL('../migrations/', import.meta.url),
});
