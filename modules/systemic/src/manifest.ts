import { defineModule } from '@otklik/kernel';
import { dismissSystemic } from './commands/dismiss-systemic.ts';
import { handInPlan } from './commands/hand-in-plan.ts';
import { joinMember } from './commands/join-member.ts';
import { judgeClose } from './commands/judge-close.ts';
import { noteDuePlan } from './commands/note-due-plan.ts';
import { openSystemic } from './commands/open-systemic.ts';
import { partMember } from './commands/part-member.ts';
import { proposeByNorm } from './commands/propose-by-norm.ts';
import { publishPlan } from './commands/publish-plan.ts';
import { recountPlan } from './commands/recount-plan.ts';
import { reopenSystemic } from './commands/reopen-systemic.ts';
import { reportStep } from './commands/report-step.ts';
import { returnPlan } from './commands/return-plan.ts';
import { noteDuePlans } from './jobs/note-due-plans.ts';
import { proposeByNorms } from './jobs/propose-by-norms.ts';
import { recountPlans } from './jobs/recount-plans.ts';
import { exportOwn } from './queries/export-own.ts';
import { getSystemic } from './queries/get-systemic.ts';
import { listBrokenNorms } from './queries/list-broken-norms.ts';
import { listCandidates } from './queries/list-candidates.ts';
import { listDesk } from './queries/list-desk.ts';
import { listDuePlans } from './queries/list-due-plans.ts';
import { listMovedPlans } from './queries/list-moved-plans.ts';
import { listOwed } from './queries/list-owed.ts';
import { listSystemic } from './queries/list-systemic.ts';
import { ofCase } from './queries/of-case.ts';

export const manifest = defineModule({
  name: 'systemic',
  needs: ['cases', 'complaints', 'notices', 'registry'],
  commands: {
    dismissSystemic,
    handInPlan,
    joinMember,
    judgeClose,
    noteDuePlan,
    openSystemic,
    partMember,
    proposeByNorm,
    publishPlan,
    recountPlan,
    reopenSystemic,
    reportStep,
    returnPlan,
  },
  queries: {
    exportOwn,
    getSystemic,
    listBrokenNorms,
    listCandidates,
    listDesk,
    listDuePlans,
    listMovedPlans,
    listOwed,
    listSystemic,
    ofCase,
  },
  jobs: [noteDuePlans, proposeByNorms, recountPlans],
  settings: {},
  constraints: {
    one_number_per_systemic: 'changed-meanwhile',
    one_living_systemic: 'already-exists',
    one_systemic_per_case: 'already-done',
    one_systemic_per_source: 'already-done',
    one_version_per_plan: 'changed-meanwhile',
    one_waiting_plan: 'already-done',
    one_published_plan: 'changed-meanwhile',
  },
  migrations: new URL('../migrations/', import.meta.url),
});
