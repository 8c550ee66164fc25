import { manifest as accounts } from '@otklik/accounts';
import { manifest as actLog } from '@otklik/act-log';
import { manifest as assisted } from '@otklik/assisted';
import { manifest as campaigns } from '@otklik/campaigns';
import { manifest as cases } from '@otklik/cases';
import { manifest as complaints } from '@otklik/complaints';
import { manifest as crowd } from '@otklik/crowd';
import { manifest as desk } from '@otklik/desk';
import type { ErrorCode, Face, Job, Manifest } from '@otklik/kernel';
import { faceOf, type App } from '@otklik/kernel';
import type { MigrationFolder } from '@otklik/db';
import { manifest as moderationWatch } from '@otklik/moderation-watch';
import { manifest as namedStaff } from '@otklik/named-staff';
import { manifest as notices } from '@otklik/notices';
import { manifest as registry } from '@otklik/registry';
import { manifest as retention } from '@otklik/retention';
import { manifest as safeguards } from '@otklik/safeguards';
import { manifest as subscriptions } from '@otklik/subscriptions';
import { manifest as surveyForms } from '@otklik/survey-forms';
import { manifest as surveys } from '@otklik/surveys';
import { manifest as surveyAnswers } from '@otklik/survey-answers';
import { manifest as surveyResults } from '@otklik/survey-results';
import { manifest as surveyComments } from '@otklik/survey-comments';
import { manifest as surveyModes } from '@otklik/survey-modes';
import { manifest as pilots } from '@otklik/pilots';
import { manifest as systemic } from '@otklik/systemic';
import { manifest as thanks } from '@otklik/thanks';
import { manifest as access } from '@otklik/access';
import { manifest as attachment } from '@otklik/attachment';
import { manifest as waitAlerts } from '@otklik/wait-alerts';
import { manifest as waitNorms } from '@otklik/wait-norms';
import { manifest as guarantees } from '@otklik/guarantees';
import { manifest as scheduling } from '@otklik/scheduling';

/** The modules of this program, each after those it needs. The only list; everything else asks it. */
export const MODULES = [
  registry,
  retention,
  notices,
  accounts,
  cases,
  namedStaff,
  safeguards,
  thanks,
  crowd,
  actLog,
  complaints,
  assisted,
  systemic,
  campaigns,
  desk,
  moderationWatch,
  subscriptions,
  surveyForms,
  surveys,
  surveyAnswers,
  surveyResults,
  surveyComments,
  surveyModes,
  pilots,
  attachment,
  access,
  waitAlerts,
  waitNorms,
  guarantees,
  scheduling,
] as const satisfies Manifest[];

export const allJobs: readonly Job[] = MODULES.flatMap((module) => module.jobs);

export const allMigrations: readonly MigrationFolder[] = MODULES.map((module) => ({
  module: module.name,
  folder: module.migrations,
}));

export const allConstraints: Readonly<Record<string, ErrorCode>> = Object.assign(
  {},
  ...MODULES.map((module) => module.constraints),
);

/** The verbs of all modules, bound to a running installation. */
export interface Faces {
  readonly registry: Face<typeof registry>;
  readonly notices: Face<typeof notices>;
  readonly accounts: Face<typeof accounts>;
  readonly cases: Face<typeof cases>;
  readonly namedStaff: Face<typeof namedStaff>;
  readonly safeguards: Face<typeof safeguards>;
  readonly complaints: Face<typeof complaints>;
  readonly assisted: Face<typeof assisted>;
  readonly actLog: Face<typeof actLog>;
  readonly retention: Face<typeof retention>;
  readonly desk: Face<typeof desk>;
  readonly moderationWatch: Face<typeof moderationWatch>;
  readonly campaigns: Face<typeof campaigns>;
  readonly subscriptions: Face<typeof subscriptions>;
  readonly surveyForms: Face<typeof surveyForms>;
  readonly surveys: Face<typeof surveys>;
  readonly surveyAnswers: Face<typeof surveyAnswers>;
  readonly surveyResults: Face<typeof surveyResults>;
  readonly surveyComments: Face<typeof surveyComments>;
  readonly surveyModes: Face<typeof surveyModes>;
  readonly pilots: Face<typeof pilots>;
  readonly systemic: Face<typeof systemic>;
  readonly thanks: Face<typeof thanks>;
  readonly crowd: Face<typeof crowd>;
  readonly attachment: Face<typeof attachment>;
  readonly access: Face<typeof access>;
  readonly waitAlerts: Face<typeof waitAlerts>;
  readonly waitNorms: Face<typeof waitNorms>;
  readonly guarantees: Face<typeof guarantees>;
  readonly scheduling: Face<typeof scheduling>;
}

export const facesOf = (app: App): Faces => ({
  registry: faceOf(app, registry),
  notices: faceOf(app, notices),
  accounts: faceOf(app, accounts),
  cases: faceOf(app, cases),
  namedStaff: faceOf(app, namedStaff),
  safeguards: faceOf(app, safeguards),
  complaints: faceOf(app, complaints),
  assisted: faceOf(app, assisted),
  actLog: faceOf(app, actLog),
  retention: faceOf(app, retention),
  desk: faceOf(app, desk),
  moderationWatch: faceOf(app, moderationWatch),
  campaigns: faceOf(app, campaigns),
  subscriptions: faceOf(app, subscriptions),
  surveyForms: faceOf(app, surveyForms),
  surveys: faceOf(app, surveys),
  surveyAnswers: faceOf(app, surveyAnswers),
  surveyResults: faceOf(app, surveyResults),
  surveyComments: faceOf(app, surveyComments),
  surveyModes: faceOf(app, surveyModes),
  pilots: faceOf(app, pilots),
  systemic: faceOf(app, systemic),
  thanks: faceOf(app, thanks),
  crowd: faceOf(app, crowd),
  attachment: faceOf(app, attachment),
  access: faceOf(app, access),
  waitAlerts: faceOf(app, waitAlerts),
  waitNorms: faceOf(app, waitNorms),
  guarantees: faceOf(app, guarantees),
  scheduling: faceOf(app, scheduling),
});
