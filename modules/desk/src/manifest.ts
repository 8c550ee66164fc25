import { defineModule } from '@otklik/kernel';
import { addNote } from './commands/add-note.ts';
import { deleteView } from './commands/delete-view.ts';
import { giveBack } from './commands/give-back.ts';
import { handOver } from './commands/hand-over.ts';
import { nameOneself } from './commands/name-oneself.ts';
import { openPage } from './commands/open-page.ts';
import { removeTemplate } from './commands/remove-template.ts';
import { saveTemplate } from './commands/save-template.ts';
import { saveView } from './commands/save-view.ts';
import { setDefaultView } from './commands/set-default-view.ts';
import { settleMention } from './commands/settle-mention.ts';
import { takeCase } from './commands/take-case.ts';
import { delayStep } from './commands/delay-step.ts';
import { settleDelayedStep } from './commands/settle-delayed-step.ts';
import { takeDelayedStep } from './commands/take-delayed-step.ts';
import { makeDelayedSteps } from './jobs/make-delayed-steps.ts';
import { undoStep } from './commands/undo-step.ts';
import { checkReply } from './queries/check-reply.ts';
import { describeQueue } from './queries/describe-queue.ts';
import { findInQueue } from './queries/find-in-queue.ts';
import { listColleagues } from './queries/list-colleagues.ts';
import { listMentions } from './queries/list-mentions.ts';
import { listNotes } from './queries/list-notes.ts';
import { listTemplates } from './queries/list-templates.ts';
import { listTemplatesFor } from './queries/list-templates-for.ts';
import { listViews } from './queries/list-views.ts';
import { lookAtCases } from './queries/look-at-cases.ts';
import { myPlace } from './queries/my-place.ts';
import { listCell } from './queries/list-cell.ts';
import { showBoard } from './queries/show-board.ts';
import { showMeeting } from './queries/show-meeting.ts';

export const manifest = defineModule({
  name: 'desk',
  needs: ['accounts', 'campaigns', 'cases', 'complaints', 'notices', 'registry', 'systemic'],
  commands: {
    addNote,
    deleteView,
    giveBack,
    handOver,
    nameOneself,
    openPage,
    removeTemplate,
    saveTemplate,
    saveView,
    setDefaultView,
    settleMention,
    takeCase,
    undoStep,
    delayStep,
    settleDelayedStep,
    takeDelayedStep,
  },
  queries: {
    checkReply,
    describeQueue,
    findInQueue,
    listColleagues,
    listMentions,
    listNotes,
    listTemplates,
    listTemplatesFor,
    listViews,
    lookAtCases,
    myPlace,
    listCell,
    showBoard,
    showMeeting,
  },
  jobs: [makeDelayedSteps],
  settings: {},
  constraints: {
    one_delayed_step_per_case: 'changed-meanwhile',
    one_view_per_name: 'already-exists',
    one_view_per_slot: 'changed-meanwhile',
    one_default_view_per_queue: 'changed-meanwhile',
    one_template_per_name: 'already-exists',
  },
  migrations: new URL('../migrations/', import.meta.url),
});
