import { defineModule, sweepBy } from '@otklik/kernel';
import { appealRefusal } from './commands/appeal-refusal.ts';
import { beginComplaint } from './commands/begin-complaint.ts';
import { beginProposal } from './commands/begin-proposal.ts';
import { correctTheme } from './commands/correct-theme.ts';
import { emptyOriginals } from './commands/empty-originals.ts';
import { handInReply } from './commands/hand-in-reply.ts';
import { judgeReply } from './commands/judge-reply.ts';
import { prepare } from './commands/prepare.ts';
import { publishComments } from './commands/publish-comments.ts';
import { reviewComment } from './commands/review-comment.ts';
import { settleAppeal } from './commands/settle-appeal.ts';
import { withdrawComment } from './commands/withdraw-comment.ts';
import { prepareComments } from './jobs/prepare-comments.ts';
import { publishComments as publishJob } from './jobs/publish-comments.ts';
import { getComment } from './queries/get-comment.ts';
import { listMending } from './queries/list-mending.ts';
import { listPublished } from './queries/list-published.ts';
import { listReplies } from './queries/list-replies.ts';
import { listWaiting } from './queries/list-waiting.ts';
import { lookAtOwn } from './queries/look-at-own.ts';
import { warnAuthor } from './queries/warn-author.ts';
import { commentsExport } from './region-export.ts';

export const manifest = defineModule({
  name: 'survey-comments',
  needs: [
    'cases',
    'complaints',
    'crowd',
    'registry',
    'retention',
    'survey-answers',
    'survey-forms',
    'surveys',
  ],
  commands: {
    appealRefusal,
    beginComplaint,
    beginProposal,
    correctTheme,
    emptyOriginals,
    handInReply,
    judgeReply,
    prepare,
    publishComments,
    reviewComment,
    settleAppeal,
    withdrawComment,
  },
  queries: {
    getComment,
    listMending,
    listPublished,
    listReplies,
    listWaiting,
    lookAtOwn,
    warnAuthor,
  },
  regionExport: commentsExport,
  jobs: [prepareComments, publishJob],
  retention: [sweepBy('comment-originals', emptyOriginals)],
  settings: {},
  constraints: {},
  migrations: new URL('../migrations/', import.meta.url),
});
