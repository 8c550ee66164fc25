import { AppError, type Tx } from '@otklik/kernel';
import { insertMany } from '@otklik/db';
import type { ClinicFacts } from '@otklik/registry';
import type { PromiseAct, PromiseState } from '../model/promise.ts';
import { regionId } from './cases.ts';

export { advancePromise, endOfDay, type PromiseAct } from '../model/promise.ts';

interface OfCase {
  readonly id: string;
  readonly clinic: ClinicFacts;
}

export interface SimulatedPromiseAct {
  readonly act: PromiseAct;
  readonly at: Date;
  /** As `recordedAs` names the actor. */
  readonly actor: string;
}

/** A promise with its whole course, ready to be written. */
export interface SimulatedPromise {
  readonly id: string;
  readonly source: 'answer' | 'interim';
  readonly sourceId: string;
  readonly round: number;
  readonly position: number;
  readonly what: string;
  readonly owner: string;
  readonly until: string;
  readonly dueAt: Date;
  readonly zone: string;
  readonly publishedAt: Date;
  readonly state: PromiseState;
  readonly late: boolean;
  readonly askedAt: Date | null;
  readonly acts: readonly SimulatedPromiseAct[];
  readonly doneNote: string | null;
  readonly judgeNote: string | null;
}

const lastOf = (promise: SimulatedPromise, ...acts: PromiseAct[]) =>
  promise.acts.findLast(({ act }) => acts.includes(act));

export async function promiseRow(tx: Tx, item: OfCase, key: string, promise: SimulatedPromise) {
  const { clinic } = item;
  const seal = (column: string, words: string | null) =>
    words === null
      ? null
      : tx.vault.seal(key, { table: 'case_promises', column, row: promise.id }, words);
  const done = lastOf(promise, 'report');
  return {
    region_id: regionId(tx),
    case_id: item.id,
    id: promise.id,
    source: promise.source,
    source_id: promise.sourceId,
    round: promise.round,
    position: promise.position,
    what: promise.what,
    owner: promise.owner,
    until: promise.until,
    due_at: promise.dueAt,
    zone: promise.zone,
    clinic_id: clinic.id,
    district_id: clinic.districtId,
    okrug_id: clinic.okrugId,
    organisation_id: clinic.organisationId,
    state: promise.state,
    late: promise.late,
    published_at: promise.publishedAt,
    done_at: done?.at ?? null,
    done_by: done?.actor ?? null,
    done_note_sealed: await seal('done_note_sealed', promise.doneNote),
    asked_at: promise.askedAt,
    judged_at: lastOf(promise, 'say-kept', 'say-broken')?.at ?? null,
    judge_note_sealed: await seal('judge_note_sealed', promise.judgeNote),
    notice_at: null,
    notice_step: null,
    hidden_at: null,
    demo: true,
  };
}

const ACTIONS: Readonly<Record<PromiseAct, string>> = {
  report: 'cases.report-promise',
  pass: 'cases.settle-promise',
  'fall-silent': 'cases.settle-promise',
  'say-kept': 'cases.judge-promise',
  'say-broken': 'cases.judge-promise',
};
const AFTER: Readonly<Record<PromiseAct, PromiseState>> = {
  report: 'done',
  pass: 'overdue',
  'fall-silent': 'silent',
  'say-kept': 'kept',
  'say-broken': 'not-kept',
};

/** A line of the act log an act, as the commands themselves write it. */
export const promiseAudit = (promise: SimulatedPromise) =>
  promise.acts.map(({ act, at, actor }, index) => ({
    at,
    actor,
    role: act === 'report' ? 'executor' : '',
    action: ACTIONS[act],
    object: promise.id,
    outcome: 'done' as const,
    before: index === 0 ? 'promised' : AFTER[promise.acts[index - 1]!.act],
    after: AFTER[act] as string,
  }));

export interface SimulatedRight {
  readonly id: string;
  readonly clinicId: string;
  readonly personId: string;
  readonly personName: string;
  readonly personPost: string;
  readonly forName: string;
  readonly forPost: string;
  readonly fromDate: string;
  readonly toDate: string;
  /** As `recordedAs` names the head. */
  readonly namedBy: string;
}

/**
 * Deputies of a simulated past; those that are there already stay as they are.
 * @throws AppError forbidden outside demo mode
 */
export async function importDeputies(
  demo: boolean,
  tx: Tx,
  rights: readonly SimulatedRight[],
): Promise<void> {
  if (!demo) throw new AppError('forbidden', { reason: 'not-in-demo-mode' });
  const there = await tx.db
    .selectFrom('signing_rights')
    .select(['clinic_id', 'person_id'])
    .where('region_id', '=', regionId(tx))
    .where('ended_at', 'is', null)
    .execute();
  const known = new Set(there.map((one) => `${one.clinic_id}/${one.person_id}`));
  const rows = rights
    .filter((right) => !known.has(`${right.clinicId}/${right.personId}`))
    .map((right) => ({
      region_id: regionId(tx),
      id: right.id,
      kind: 'deputy' as const,
      clinic_id: right.clinicId,
      person_id: right.personId,
      person_name: right.personName,
      person_post: right.personPost,
      for_name: right.forName,
      for_post: right.forPost,
      from_date: right.fromDate,
      to_date: right.toDate,
      named_by: right.namedBy,
      named_at: tx.now,
      ended_by: null,
      ended_at: null,
    }));
  if (rows.length > 0) await insertMany(tx, 'signing_rights', rows);
}
