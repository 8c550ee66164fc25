import { defineModule, sweepBy } from '@otklik/kernel';
import { decideControl } from './commands/decide-control.ts';
import { eraseLapsedCases } from './commands/erase-lapsed-cases.ts';
import { giveVerdict } from './commands/give-verdict.ts';
import { handInAnswer } from './commands/hand-in-answer.ts';
import { holdCase } from './commands/hold-case.ts';
import { noteOverdue } from './commands/note-overdue.ts';
import { publishAnswer } from './commands/publish-answer.ts';
import { recountCase } from './commands/recount-case.ts';
import { rejectCase } from './commands/reject-case.ts';
import { returnAnswer } from './commands/return-answer.ts';
import { settleCase } from './commands/settle-case.ts';
import { withdrawCase } from './commands/withdraw-case.ts';
import { recountOpenCases } from './jobs/recount-open-cases.ts';
import { settleDueCases } from './jobs/settle-due-cases.ts';
import { sweepPhotos } from './jobs/sweep-photos.ts';
import { findOrphanPhotos } from './queries/find-orphan-photos.ts';
import { countQueuesQuery } from './queries/count-queues.ts';
import { findPhoto } from './queries/find-photo.ts';
import { listDue } from './queries/list-due.ts';
import { listQueueQuery } from './queries/list-queue.ts';
import { measureWaiting } from './queries/measure-waiting.ts';

export const manifest = defineModule({
  name: 'cases',
  needs: ['registry', 'notices', 'retention'],
  commands: {
    decideControl,
    eraseLapsedCases,
    giveVerdict,
    handInAnswer,
    holdCase,
    noteOverdue,
    publishAnswer,
    recountCase,
    rejectCase,
    returnAnswer,
    settleCase,
    withdrawCase,
  },
  queries: {
    countQueues: countQueuesQuery,
    findOrphanPhotos,
    findPhoto,
    listDue,
    listQueue: listQueueQuery,
    measureWaiting,
  },
  jobs: [settleDueCases, recountOpenCases],
  retention: [sweepBy('lapsed-cases', eraseLapsedCases), sweepPhotos],
  settings: {},
  constraints: {
    one_entry_per_version: 'changed-meanwhile',
    one_verdict_per_round: 'already-done',
    one_open_draft_per_case: 'already-done',
    one_number_per_case: 'changed-meanwhile',
    one_receipt_per_case: 'changed-meanwhile',
  },
  migrations: new URL('../migrations/', import.meta.url),
});
