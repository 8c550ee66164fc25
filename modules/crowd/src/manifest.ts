import { defineModule, sweepBy } from '@otklik/kernel';
import { eraseProposal } from './commands/erase-proposal.ts';
import { forgetDrafts } from './commands/forget-drafts.ts';
import { forgetSettled } from './commands/forget-settled.ts';
import { judgeProposal } from './commands/judge-proposal.ts';
import { mendProposal } from './commands/mend-proposal.ts';
import { moveDates } from './commands/move-dates.ts';
import { openProject } from './commands/open-project.ts';
import { sendProposal } from './commands/send-proposal.ts';
import { withdrawProposal } from './commands/withdraw-proposal.ts';
import { getDraft } from './queries/get-draft.ts';
import { getProject } from './queries/get-project.ts';
import { getProposal } from './queries/get-proposal.ts';
import { listOwn } from './queries/list-own.ts';
import { listProjects } from './queries/list-projects.ts';
import { listProposals } from './queries/list-proposals.ts';
import { listWaiting } from './queries/list-waiting.ts';

export const manifest = defineModule({
  name: 'crowd',
  needs: ['cases', 'notices', 'registry', 'retention'],
  commands: {
    eraseProposal,
    forgetDrafts,
    forgetSettled,
    judgeProposal,
    mendProposal,
    moveDates,
    openProject,
    sendProposal,
    withdrawProposal,
  },
  queries: {
    getDraft,
    getProject,
    getProposal,
    listOwn,
    listProjects,
    listProposals,
    listWaiting,
  },
  jobs: [],
  retention: [sweepBy('settled-proposals', forgetSettled), sweepBy('crowd-drafts', forgetDrafts)],
  erasers: { proposal: eraseProposal },
  settings: {},
  constraints: {
    crowd_project_dates: 'invalid-input',
    one_code_per_project: 'already-exists',
    one_number_per_proposal: 'changed-meanwhile',
    one_proposal_per_comment: 'already-exists',
  },
  migrations: new URL('../migrations/', import.meta.url),
});
