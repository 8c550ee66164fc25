import { newId, type Tx } from '@otklik/kernel';
import { sendLetter, type CaseTemplate } from '@otklik/notices';
import { calendarOf } from '@otklik/registry';
import { LADDER, nextNotice } from './model/ladder.ts';
import { advancePromise, endOfDay, type PromiseAct } from './model/promise.ts';
import { answering } from './answering.ts';
import { dayOf } from './model/day.ts';
import { holdersOn } from './responsible.ts';
import type { PromiseRow } from './schema-signing.ts';
import { regionId, type CaseRow } from './store/cases.ts';
import { insertPromises, promiseFacts, setPromise, type CasePromiseRow } from './store/promises.ts';
import { letterFacts } from './tell.ts';

/** The next reminder about a promised day: as the ladder of answers, three and one working day before. */
export async function promiseNotice(
  tx: Tx,
  promise: Pick<CasePromiseRow, 'until' | 'due_at' | 'zone'>,
  after: number,
) {
  const { calendar } = await calendarOf(tx, regionId(tx));
  const due = { stage: 'planned' as const, at: promise.due_at, date: promise.until };
  const next = nextNotice(due, after, tx.now, { calendar, zone: promise.zone });
  return { notice_at: next?.at ?? null, notice_step: next?.step ?? null };
}

/** What has been let out is a task from now on: for everybody to see, for the clinic to keep. */
export async function publishPromises(
  tx: Tx,
  row: CaseRow,
  source: { readonly kind: 'answer' | 'interim'; readonly id: string; readonly round: number },
  promises: readonly PromiseRow[],
): Promise<void> {
  const rows = [];
  for (const [position, { what, owner, ownerId, until }] of promises.entries()) {
    const due_at = endOfDay(row.zone, until);
    rows.push({
      case_id: row.id,
      id: newId(tx.now.getTime()),
      source: source.kind,
      source_id: source.id,
      round: source.round,
      position,
      what,
      owner,
      owner_id: ownerId ?? null,
      until,
      due_at,
      zone: row.zone,
      clinic_id: row.clinic_id,
      district_id: row.district_id,
      okrug_id: row.okrug_id,
      organisation_id: row.organisation_id,
      published_at: tx.now,
      ...(await promiseNotice(tx, { until, due_at, zone: row.zone }, -1)),
      demo: row.demo,
    });
  }
  await insertPromises(tx, rows);
}

/** When an author judges, as it is kept: of one without an address the day alone. */
export const judgedAt = (tx: Tx, { by_receipt }: Pick<CaseRow, 'by_receipt'>): Date =>
  by_receipt ? dayOf(tx.now) : tx.now;

/** Applies an act by the rules and writes what it made. @throws AppError move-impossible */
export async function actOn(
  tx: Tx,
  promise: CasePromiseRow,
  act: PromiseAct,
  extras: Parameters<typeof setPromise>[2] = {},
): Promise<CasePromiseRow['state']> {
  const { state, late, askedAt } = advancePromise(promiseFacts(promise), act, tx.now);
  const is_judged = state === 'kept' || state === 'not-kept';
  await setPromise(tx, promise, {
    state,
    late,
    asked_at: askedAt,
    ...(is_judged ? { judged_at: tx.now } : {}),
    // Once done, judged or given up nobody needs to be reminded; what is overdue is told further up.
    ...(state === 'overdue' ? {} : { notice_at: null, notice_step: null }),
    ...extras,
  });
  return state;
}

/** While a promise is the case's own running step, the case's letters speak of it. */
export const isSpokenFor = (row: CaseRow, promise: CasePromiseRow): boolean =>
  promise.source === 'interim' && row.due_stage === 'planned';

/** The author is asked whether a promise was kept: once it is reported, and when its day has passed. */
export async function askAuthor(tx: Tx, row: CaseRow, promise: CasePromiseRow): Promise<void> {
  if (row.demo || !row.author_id || isSpokenFor(row, promise)) return;
  const facts = await letterFacts(tx, row, promise.due_at, null);
  await sendLetter(tx, {
    contactId: row.author_id,
    template: 'promise-asked',
    data: { ...facts, path: `${row.path}#promises` },
  });
}

/** Of these people those who answer for the clinic now. */
export async function ownersThere(
  tx: Tx,
  row: Pick<CaseRow, 'clinic_id' | 'organisation_id' | 'district_id' | 'okrug_id'>,
  ids: readonly string[],
): Promise<string[]> {
  if (ids.length === 0) return [];
  const around = [row.organisation_id, row.district_id, row.okrug_id];
  const there = await answering(tx, { clinicId: row.clinic_id, around }, ids);
  return ids.filter((id) => there.has(id));
}

/** Whoever stands on these rungs of the clinic that promised is told, each once. */
export async function tellPromise(
  tx: Tx,
  row: CaseRow,
  promise: CasePromiseRow,
  step: number,
): Promise<void> {
  const rung = LADDER[step];
  if (!rung || row.demo || isSpokenFor(row, promise)) return;
  const template: CaseTemplate = rung.working_days < 0 ? 'promise-near' : 'promise-overdue';
  const { clinic_id, district_id, okrug_id, organisation_id } = promise;
  const promised = { ...row, clinic_id, district_id, okrug_id, organisation_id };
  const facts = await letterFacts(tx, promised, promise.due_at, null);
  const told = new Set<string>();
  // Whoever keeps it is told first and on every rung, while they still work there.
  if (promise.owner_id && (await ownersThere(tx, promised, [promise.owner_id])).length > 0) {
    told.add(promise.owner_id);
    const data = { ...facts, path: '/desk/promises' };
    await sendLetter(tx, { contactId: promise.owner_id, template, data });
  }
  for (const place of rung.to)
    for (const contactId of await holdersOn(tx, promised, place)) {
      if (told.has(contactId)) continue;
      told.add(contactId);
      await sendLetter(tx, { contactId, template, data: { ...facts, path: '/desk/promises' } });
    }
}

/** The step of the ladder at which lateness is told. */
export const OVERDUE_STEP = LADDER.findIndex((rung) => rung.working_days === 0);
