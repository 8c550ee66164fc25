import { grantsOf, type Actor, type Tx } from '@otklik/kernel';
import { GAP } from './model/cuts.ts';
import { promiseActsOf, type PromiseAct } from './model/promise.ts';
import { isAuthor, reaches } from './policy.ts';
import type { CaseRow } from './store/cases.ts';
import { promiseFacts, promisesOf, type CasePromiseRow } from './store/promises.ts';
import type { Audience, PromiseView } from './view-types.ts';

function actsOf(actor: Actor, row: CaseRow, promise: CasePromiseRow, now: Date): PromiseAct[] {
  const facts = promiseFacts(promise);
  if (isAuthor(actor, row)) return promiseActsOf(facts, 'author', now);
  const { clinic_id, district_id, okrug_id, organisation_id } = promise;
  const place = { ...row, clinic_id, district_id, okrug_id, organisation_id };
  const answers = grantsOf(actor).some(
    (grant) => (grant.role === 'executor' || grant.role === 'head') && reaches(grant, place),
  );
  return answers ? promiseActsOf(facts, 'clinic', now) : [];
}

/** What the clinic promised in this case, in whatever state the case is now. */
export async function promisesFor(
  tx: Tx,
  actor: Actor,
  row: CaseRow,
  audience: Audience,
): Promise<PromiseView[]> {
  const views: PromiseView[] = [];
  for (const promise of await promisesOf(tx, row.id)) {
    const is_taken = promise.taken_at !== null && audience === 'public';
    const inside = audience === 'clinic' || audience === 'staff';
    const open = (column: 'done_note_sealed' | 'judge_note_sealed') => {
      const sealed = audience === 'public' ? null : promise[column];
      const place = { table: 'case_promises', column, row: promise.id };
      return sealed ? tx.vault.open(row.data_key_id, place, sealed) : null;
    };
    views.push({
      id: promise.id,
      source: promise.source,
      round: promise.round,
      what: promise.hidden_at && !inside ? null : is_taken ? GAP : promise.what,
      owner: is_taken ? null : promise.owner || null,
      until: promise.until,
      dueAt: promise.due_at,
      // The job comes within minutes; nobody is shown a day that has passed as still ahead.
      state: promise.state === 'promised' && tx.now > promise.due_at ? 'overdue' : promise.state,
      late: promise.late || (promise.state === 'promised' && tx.now > promise.due_at),
      publishedAt: promise.published_at,
      doneAt: promise.done_at,
      askedAt: promise.asked_at,
      judgedAt: promise.judged_at,
      doneNote: await open('done_note_sealed'),
      judgeNote: await open('judge_note_sealed'),
      can: actsOf(actor, row, promise, tx.now),
    });
  }
  return views;
}
