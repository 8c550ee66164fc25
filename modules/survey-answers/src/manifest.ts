import { defineModule, sweepBy } from '@otklik/kernel';
import { finish } from './commands/finish.ts';
import { forgetDrafts } from './commands/forget-drafts.ts';
import { makeBatchKeys } from './commands/make-batch-keys.ts';
import { makeCommentKeys } from './commands/make-comment-keys.ts';
import { release } from './commands/release.ts';
import { saveDraft } from './commands/save-draft.ts';
import { sealAnswerDays } from './commands/seal-answer-days.ts';
import { withdrawAnswer } from './commands/withdraw-answer.ts';
import { makeKeys, sealDays } from './jobs/make-keys.ts';
import { releaseAnswers } from './jobs/release.ts';
import { checkReceipt } from './queries/check-receipt.ts';
import { countSetAside } from './queries/count-set-aside.ts';
import { getAccessResults } from './queries/get-access-results.ts';
import { getDoctorMarks } from './queries/get-doctor-marks.ts';
import { getPlaceResults } from './queries/get-place-results.ts';
import { listForExport } from './queries/list-for-export.ts';
import { listAnswerDays } from './queries/list-answer-days.ts';
import { listAnswerLeaves } from './queries/list-answer-leaves.ts';
import { lookAtLink } from './queries/look-at-link.ts';
import { answersExport } from './region-export.ts';

export const manifest = defineModule({
  name: 'survey-answers',
  needs: ['act-log', 'named-staff', 'registry', 'retention', 'survey-forms', 'surveys'],
  commands: {
    finish,
    forgetDrafts,
    makeBatchKeys,
    makeCommentKeys,
    release,
    saveDraft,
    sealAnswerDays,
    withdrawAnswer,
  },
  queries: {
    checkReceipt,
    countSetAside,
    getAccessResults,
    getDoctorMarks,
    getPlaceResults,
    listAnswerDays,
    listAnswerLeaves,
    listForExport,
    lookAtLink,
  },
  regionExport: answersExport,
  jobs: [makeKeys, releaseAnswers, sealDays],
  retention: [sweepBy('survey-drafts', forgetDrafts)],
  settings: {},
  constraints: {
    one_batch_key_per_day: 'already-exists',
    one_answer_per_receipt: 'already-done',
    one_doctor_mark_key_per_quarter: 'already-exists',
    one_comment_key_per_month: 'already-exists',
    one_comment_per_receipt: 'already-done',
  },
  migrations: new URL('../migrations/', import.meta.url),
});
