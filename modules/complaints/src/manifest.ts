import { defineModule, sweepBy } from '@otklik/kernel';
import { addDraftPhoto } from './commands/add-draft-photo.ts';
import { answerAppeal } from './commands/answer-appeal.ts';
import { changeTopic } from './commands/change-topic.ts';
import { cancelTopicVersion } from './commands/cancel-topic-version.ts';
import { confirmComplaint } from './commands/confirm-complaint.ts';
import { coverDraftPhoto } from './commands/cover-draft-photo.ts';
import { eraseComplaint } from './commands/erase-complaint.ts';
import { extendAppeal } from './commands/extend-appeal.ts';
import { eraseAppeal } from './commands/erase-appeal.ts';
import { fileLoneAppeal } from './commands/file-lone-appeal.ts';
import { getAppeal } from './queries/get-appeal.ts';
import { listMyAppeals } from './queries/list-my-appeals.ts';
import { fileAppeal } from './commands/file-appeal.ts';
import { fileComplaint } from './commands/file-complaint.ts';
import { forgetSettledWishes } from './commands/forget-settled-wishes.ts';
import { forgetSketches } from './commands/forget-sketches.ts';
import { forgetStaleDrafts } from './commands/forget-stale-drafts.ts';
import { forwardAppeal } from './commands/forward-appeal.ts';
import { importLanes } from './commands/import-lanes.ts';
import { importTopics } from './commands/import-topics.ts';
import { publishComplaint } from './commands/publish-complaint.ts';
import { raiseDanger } from './commands/raise-danger.ts';
import { registerAppeal } from './commands/register-appeal.ts';
import { removeDraftPhoto } from './commands/remove-draft-photo.ts';
import { addOwnPhoto } from './commands/add-own-photo.ts';
import { coverOwnPhoto } from './commands/cover-own-photo.ts';
import { removeOwnPhoto } from './commands/remove-own-photo.ts';
import { previewMended } from './queries/preview-mended.ts';
import { resubmitComplaint } from './commands/resubmit-complaint.ts';
import { restoreTopic } from './commands/restore-topic.ts';
import { saveDraft } from './commands/save-draft.ts';
import { saveTopic } from './commands/save-topic.ts';
import { sendWish } from './commands/send-wish.ts';
import { settleWish } from './commands/settle-wish.ts';
import { checkComplaint } from './queries/check-complaint.ts';
import { countByDistrict } from './queries/count-by-district.ts';
import { countOutcomes } from './queries/count-outcomes.ts';
import { followCase } from './queries/follow-case.ts';
import { getComplaint } from './queries/get-complaint.ts';
import { getDraft } from './queries/get-draft.ts';
import { getLanes } from './queries/get-lanes.ts';
import { findSimilar } from './queries/find-similar.ts';
import { listDuplicates } from './queries/list-duplicates.ts';
import { getTopic } from './queries/get-topic.ts';
import { getStatistics } from './queries/get-statistics.ts';
import { listComplaints } from './queries/list-complaints.ts';
import { listMyComplaints } from './queries/list-my-complaints.ts';
import { getTopicsChange } from './queries/get-topics-change.ts';
import { listRequests } from './queries/list-requests.ts';
import { listTopicRegistry } from './queries/list-topic-registry.ts';
import { listTopics } from './queries/list-topics.ts';
import { listWishes } from './queries/list-wishes.ts';
import { previewTopic } from './queries/preview-topic.ts';
import { eraseOwnAccount } from './commands/erase-own-account.ts';
import { eraseOwnComplaint } from './commands/erase-own-complaint.ts';
import { releaseAnswer } from './commands/release-answer.ts';
import { retractComplaint } from './commands/retract-complaint.ts';
import { exportOwn } from './queries/export-own.ts';
import { listFilingProofs } from './queries/list-filing-proofs.ts';
import { listHiddenAnswers } from './queries/list-hidden-answers.ts';
import { listLooks } from './queries/list-looks.ts';
import { previewComplaint } from './queries/preview-complaint.ts';
import { noteLateAppeal } from './commands/note-late-appeal.ts';
import { noteLateDanger } from './commands/note-late-danger.ts';
import { noteLateDangers } from './jobs/note-late-dangers.ts';
import { recountAppeal } from './commands/recount-appeal.ts';
import { recountAppeals } from './jobs/recount-appeals.ts';
import { noteLateAppeals } from './jobs/note-late-appeals.ts';
import { confirmReceipt } from './commands/confirm-receipt.ts';
import { putBack } from './commands/put-back.ts';
import { takeDown } from './commands/take-down.ts';
import { getFilingProof } from './queries/get-filing-proof.ts';
import { listStanding } from './queries/list-standing.ts';
import { listTakeDowns } from './queries/list-take-downs.ts';
import { listAppeals } from './queries/list-appeals.ts';
import { tellDuty } from './commands/tell-duty.ts';
import { tellDutyOfWords } from './commands/tell-duty-of-words.ts';
import { tellDutyOfWordsJob } from './jobs/tell-duty-of-words.ts';
import { tellDutyJob } from './jobs/tell-duty.ts';
import { saveLanes } from './commands/save-lanes.ts';
import { listLanes } from './queries/list-lanes.ts';
import { getRepresentation } from './queries/get-representation.ts';
import { importRepresentationRules } from './commands/import-representation-rules.ts';
import { listRepresentationRules } from './queries/list-representation-rules.ts';
import { saveRepresentationRule } from './commands/save-representation-rule.ts';
import { listLateAppeals } from './queries/list-late-appeals.ts';
import { listMovedAppeals } from './queries/list-moved-appeals.ts';

export const manifest = defineModule({
  name: 'complaints',
  needs: [
    'accounts',
    'act-log',
    'cases',
    'named-staff',
    'notices',
    'registry',
    'retention',
    'safeguards',
    'thanks',
    'crowd',
  ],
  commands: {
    confirmReceipt,
    putBack,
    takeDown,
    retractComplaint,
    releaseAnswer,
    eraseOwnComplaint,
    eraseOwnAccount,
    addDraftPhoto,
    answerAppeal,
    changeTopic,
    cancelTopicVersion,
    confirmComplaint,
    coverDraftPhoto,
    eraseComplaint,
    extendAppeal,
    eraseAppeal,
    fileAppeal,
    fileLoneAppeal,
    fileComplaint,
    forgetSettledWishes,
    forgetSketches,
    forgetStaleDrafts,
    forwardAppeal,
    importLanes,
    noteLateAppeal,
    noteLateDanger,
    recountAppeal,
    importTopics,
    publishComplaint,
    raiseDanger,
    registerAppeal,
    removeDraftPhoto,
    addOwnPhoto,
    coverOwnPhoto,
    removeOwnPhoto,
    resubmitComplaint,
    restoreTopic,
    saveDraft,
    saveTopic,
    sendWish,
    settleWish,
    saveLanes,
    importRepresentationRules,
    saveRepresentationRule,
    tellDuty,
    tellDutyOfWords,
  },
  queries: {
    getFilingProof,
    listStanding,
    listTakeDowns,
    previewComplaint,
    previewMended,
    listLooks,
    listFilingProofs,
    listHiddenAnswers,
    exportOwn,
    checkComplaint,
    findSimilar,
    listDuplicates,
    countByDistrict,
    countOutcomes,
    followCase,
    getComplaint,
    getDraft,
    getLanes,
    getTopic,
    getStatistics,
    getAppeal,
    listAppeals,
    listMyAppeals,
    listLateAppeals,
    listMovedAppeals,
    listComplaints,
    listMyComplaints,
    getTopicsChange,
    listRequests,
    listTopicRegistry,
    listTopics,
    listWishes,
    previewTopic,
    listLanes,
    getRepresentation,
    listRepresentationRules,
  },
  jobs: [noteLateAppeals, recountAppeals, noteLateDangers, tellDutyJob, tellDutyOfWordsJob],
  retention: [
    sweepBy('complaint-drafts', forgetStaleDrafts),
    sweepBy('settled-wishes', forgetSettledWishes),
    sweepBy('filing-sketches', forgetSketches),
  ],
  erasers: { complaint: eraseComplaint, appeal: eraseAppeal },
  settings: {},
  constraints: {
    one_filing_per_sending: 'changed-meanwhile',
    one_standing_take_down: 'already-done',
    one_use_per_confirmation: 'changed-meanwhile',
    one_representation_rule_per_day: 'changed-meanwhile',
    one_lanes_version: 'changed-meanwhile',
    one_appeal_per_complaint: 'already-exists',
    one_appeal_per_number: 'changed-meanwhile',
    one_step_per_appeal_version: 'changed-meanwhile',
    one_current_version_per_topic: 'changed-meanwhile',
  },
  migrations: new URL('../migrations/', import.meta.url),
});
