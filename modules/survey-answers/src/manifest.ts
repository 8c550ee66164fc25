import { defineModule, sweepBy } from '@otklik/kernel';
import { forgetDrafts } from './commands/forget-drafts.ts';
import { makeBatchKeys } from './commands/make-batch-keys.ts';
import { makeCommentKeys } from './commands/make-comment-keys.ts';
import { makeKeys } from './jobs/make-keys.ts';

export const manifest = defineModule({
  name: 'survey-answers',
  needs: ['registry', 'retention', 'surveys'],
  commands: { forgetDrafts, makeBatchKeys, makeCommentKeys },
  queries: {},
  jobs: [makeKeys],
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
