import { defineModule, sweepBy } from '@otklik/kernel';
import { agreeAnswer } from './commands/agree-answer.ts';
import { agreeTerm } from './commands/agree-term.ts';
import { answerQuestion } from './commands/answer-question.ts';
import { appealRejection } from './commands/appeal-rejection.ts';
import { askExtension } from './commands/ask-extension.ts';
import { askQuestion } from './commands/ask-question.ts';
import { coarsenTimes } from './commands/coarsen-times.ts';
import { coverPhoto } from './commands/cover-photo.ts';
import { decideAppeal } from './commands/decide-appeal.ts';
import { decideControl } from './commands/decide-control.ts';
import { decideProposal } from './commands/decide-proposal.ts';
import { disownCase } from './commands/disown-case.ts';
import { eraseLapsedCases } from './commands/erase-lapsed-cases.ts';
import { explainDelay } from './commands/explain-delay.ts';
import { foldTallies } from './commands/fold-tallies.ts';
import { giveVerdict } from './commands/give-verdict.ts';
import { handInAnswer } from './commands/hand-in-answer.ts';
import { holdCase } from './commands/hold-case.ts';
import { importBodies } from './commands/import-bodies.ts';
import { judgePlan } from './commands/judge-plan.ts';
import { keepCase } from './commands/keep-case.ts';
import { liftLimit } from './commands/lift-limit.ts';
import { noteOverdue } from './commands/note-overdue.ts';
import { promiseDate } from './commands/promise-date.ts';
import { publishAnswer } from './commands/publish-answer.ts';
import { recountCase } from './commands/recount-case.ts';
import { redirectCase } from './commands/redirect-case.ts';
import { refuseRedirect } from './commands/refuse-redirect.ts';
import { refuteAgain } from './commands/refute-again.ts';
import { rejectCase } from './commands/reject-case.ts';
import { reopenCase } from './commands/reopen-case.ts';
import { rerouteCase } from './commands/reroute-case.ts';
import { returnAnswer } from './commands/return-answer.ts';
import { returnCase } from './commands/return-case.ts';
import { sealPhotos } from './commands/seal-photos.ts';
import { sendNotice } from './commands/send-notice.ts';
import { settleCase } from './commands/settle-case.ts';
import { settleDanger } from './commands/settle-danger.ts';
import { markPhoto } from './commands/mark-photo.ts';
import { uncoverPhoto } from './commands/uncover-photo.ts';
import { withdrawCase } from './commands/withdraw-case.ts';
import { endSigningRight } from './commands/end-signing-right.ts';
import { giveBackAnswer } from './commands/give-back-answer.ts';
import { judgePromise } from './commands/judge-promise.ts';
import { nameDeputy } from './commands/name-deputy.ts';
import { nameSigner } from './commands/name-signer.ts';
import { remindPromise } from './commands/remind-promise.ts';
import { reportPromise } from './commands/report-promise.ts';
import { settlePromise } from './commands/settle-promise.ts';
import { signAnswer } from './commands/sign-answer.ts';
import { writeAnswer } from './commands/write-answer.ts';
import { mergeCase } from './commands/merge-case.ts';
import { unmergeCase } from './commands/unmerge-case.ts';
import { supportCase } from './commands/support-case.ts';
import { withdrawSupport } from './commands/withdraw-support.ts';
import { judgeSupported } from './commands/judge-supported.ts';
import { settleSupportNote } from './commands/settle-support-note.ts';
import { countPromises } from './queries/count-promises.ts';
import { getSigningRoom } from './queries/get-signing-room.ts';
import { saveBody } from './commands/save-body.ts';
import { listBodies } from './queries/list-bodies.ts';
import { listDrafts } from './queries/list-drafts.ts';
import { listDuePromises } from './queries/list-due-promises.ts';
import { listPromises } from './queries/list-promises.ts';
import { listSigning } from './queries/list-signing.ts';
import { getCompanions } from './queries/get-companions.ts';
import { listOwnSupports } from './queries/list-own-supports.ts';
import { raiseAlarm } from './commands/raise-alarm.ts';
import { settleAlarm } from './commands/settle-alarm.ts';
import { tellSupporters } from './commands/tell-supporters.ts';
import { tellSupportersJob } from './jobs/tell-supporters.ts';
import { getAlarms } from './queries/get-alarms.ts';
import { listAlarms } from './queries/list-alarms.ts';
import { listSupportNotes } from './queries/list-support-notes.ts';
import { sayByLink } from './commands/say-by-link.ts';
import { readAuthorLink } from './queries/read-author-link.ts';
import { addToAnswer } from './commands/add-to-answer.ts';
import { amendAnswer } from './commands/amend-answer.ts';
import { settleAnswerChange } from './commands/settle-answer-change.ts';
import { listAnswerChanges } from './queries/list-answer-changes.ts';
import { settlePromises } from './jobs/settle-promises.ts';
import { foldTalliesJob } from './jobs/fold-tallies.ts';
import { deletePhotos } from './jobs/delete-photos.ts';
import { recountOpenCases } from './jobs/recount-open-cases.ts';
import { settleDueCases } from './jobs/settle-due-cases.ts';
import { sealPhotosJob } from './jobs/seal-photos.ts';
import { sweepPhotos } from './jobs/sweep-photos.ts';
import { findOrphanPhotos } from './queries/find-orphan-photos.ts';
import { countDeltas } from './queries/count-deltas.ts';
import { countQueuesQuery } from './queries/count-queues.ts';
import { findPlainPhotos } from './queries/find-plain-photos.ts';
import { findPhoto } from './queries/find-photo.ts';
import { listDue } from './queries/list-due.ts';
import { listRecounts } from './queries/list-recounts.ts';
import { noteRecounted } from './commands/note-recounted.ts';
import { listQueueQuery } from './queries/list-queue.ts';
import { measureWaiting } from './queries/measure-waiting.ts';

export const manifest = defineModule({
  name: 'cases',
  needs: ['accounts', 'registry', 'notices', 'retention'],
  commands: {
    agreeTerm,
    answerQuestion,
    appealRejection,
    askExtension,
    askQuestion,
    coarsenTimes,
    coverPhoto,
    decideAppeal,
    decideControl,
    decideProposal,
    disownCase,
    eraseLapsedCases,
    explainDelay,
    foldTallies,
    giveVerdict,
    handInAnswer,
    holdCase,
    importBodies,
    judgePlan,
    keepCase,
    liftLimit,
    noteOverdue,
    promiseDate,
    publishAnswer,
    noteRecounted,
    recountCase,
    redirectCase,
    refuseRedirect,
    refuteAgain,
    rejectCase,
    reopenCase,
    rerouteCase,
    returnAnswer,
    returnCase,
    sealPhotos,
    sendNotice,
    settleCase,
    settleDanger,
    markPhoto,
    uncoverPhoto,
    withdrawCase,
    saveBody,
    agreeAnswer,
    endSigningRight,
    giveBackAnswer,
    judgePromise,
    nameDeputy,
    nameSigner,
    remindPromise,
    reportPromise,
    settlePromise,
    signAnswer,
    writeAnswer,
    raiseAlarm,
    settleAlarm,
    tellSupporters,
    settleSupportNote,
    judgeSupported,
    withdrawSupport,
    supportCase,
    unmergeCase,
    mergeCase,
    sayByLink,
    addToAnswer,
    amendAnswer,
    settleAnswerChange,
  },
  queries: {
    countDeltas,
    countQueues: countQueuesQuery,
    findOrphanPhotos,
    findPhoto,
    findPlainPhotos,
    listDue,
    listRecounts,
    listQueue: listQueueQuery,
    measureWaiting,
    countPromises,
    getSigningRoom,
    listBodies,
    listDrafts,
    listDuePromises,
    listPromises,
    listSigning,
    getCompanions,
    listOwnSupports,
    listSupportNotes,
    getAlarms,
    listAlarms,
    readAuthorLink,
    listAnswerChanges,
  },
  jobs: [
    deletePhotos,
    settleDueCases,
    recountOpenCases,
    foldTalliesJob,
    settlePromises,
    sealPhotosJob,
    tellSupportersJob,
  ],
  retention: [
    sweepBy('lapsed-cases', eraseLapsedCases),
    sweepPhotos,
    sweepBy('anonymous-times', coarsenTimes),
  ],
  settings: {},
  constraints: {
    one_version_per_body: 'changed-meanwhile',
    one_entry_per_version: 'changed-meanwhile',
    one_verdict_per_round: 'already-done',
    one_waiting_change_per_case: 'already-done',
    one_open_draft_per_case: 'already-done',
    one_draft_per_version: 'changed-meanwhile',
    one_living_draft_per_case: 'changed-meanwhile',
    one_signing_right_per_person: 'already-done',
    one_promise_per_place: 'already-done',
    one_open_proposal_per_case: 'already-done',
    one_lead_per_case: 'merge-refused',
    no_chain_of_cases: 'merge-refused',
    one_support_per_person: 'already-done',
    one_support_per_receipt: 'already-done',
    one_verdict_per_support: 'already-done',
    one_number_per_case: 'changed-meanwhile',
    one_receipt_per_case: 'changed-meanwhile',
  },
  migrations: new URL('../migrations/', import.meta.url),
});
