import { sql } from 'kysely';
import { auditMany, insertMany } from '@otklik/db';
import { AppError, type App, type Tx } from '@otklik/kernel';
import type { ClinicFacts } from '@otklik/registry';
import type { Advanced } from '../model/facts.ts';
import type { Terms } from '../model/clocks.ts';
import { caseNumber } from '../model/number.ts';
import type { KeptPhoto } from '../photos.ts';
import { clockColumns, entryRow, movedColumns, regionId } from './cases.ts';
import type {
  CaseAnswerTable,
  CaseProposalTable,
  CaseVerdictTable,
  PublicFacts,
} from './tables.ts';
import type { PromiseRow } from '../schema-signing.ts';
import { promiseAudit, promiseRow, type SimulatedPromise } from './bulk-promises.ts';
import type { ProposalKind } from '../model/states.ts';

export * from './bulk-promises.ts';

/** One act of a simulated course: what the rules made of it, who did it, and its line in the act log. */
export interface SimulatedAct {
  readonly advanced: Advanced;
  /** As `recordedAs` names the actor. */
  readonly actor: string;
  /** The staff role that counted; empty for the public and the system. */
  readonly staffRole: string;
  /** The command a living person would have run. */
  readonly action: string;
  readonly note: string | null;
  /** What everybody may read beside the entry. */
  readonly publicFacts: PublicFacts | null;
}

export interface SimulatedProposal {
  readonly id: string;
  readonly round: number;
  readonly kind: ProposalKind;
  readonly state: CaseProposalTable['state'];
  readonly text: string;
  readonly until: string | null;
  readonly reason: string | null;
  readonly proposedBy: string;
  readonly proposedAt: Date;
  readonly decidedBy: string | null;
  readonly decidedAt: Date | null;
  /** What the author answered to a question. */
  readonly reply: string | null;
  readonly repliedAt: Date | null;
}

export interface SimulatedAnswer {
  readonly id: string;
  readonly round: number;
  readonly state: CaseAnswerTable['state'];
  readonly outcome: string;
  readonly text: string;
  readonly signerName: string;
  readonly signerPost: string;
  readonly writtenBy: string;
  readonly writtenAt: Date;
  readonly publishedAt: Date | null;
  readonly promises: readonly PromiseRow[];
}

export interface SimulatedVerdict {
  readonly round: number;
  readonly verdict: CaseVerdictTable['verdict'];
  readonly unanswered: string | null;
  readonly givenAt: Date;
}

export interface SimulatedPhoto extends KeptPhoto {
  /** The answer it belongs to; null for the author's. */
  readonly answerId: string | null;
  readonly addedAt: Date;
}

/** A case with its whole course, ready to be written. */
export interface SimulatedCase {
  readonly id: string;
  readonly kind: string;
  readonly pathPrefix: string;
  readonly subject: { readonly code: string; readonly ru: string; readonly en: string };
  readonly clinic: ClinicFacts;
  readonly terms: Terms;
  readonly authorId: string;
  readonly receiptHash: string;
  /** The first opens the case. */
  readonly acts: readonly SimulatedAct[];
  /** When lateness was noted, each time. */
  readonly overdueNotedAt: readonly Date[];
  readonly answers: readonly SimulatedAnswer[];
  readonly verdicts: readonly SimulatedVerdict[];
  readonly proposals: readonly SimulatedProposal[];
  readonly promises: readonly SimulatedPromise[];
  readonly photos: readonly SimulatedPhoto[];
}

export interface ImportedCase {
  readonly number: string;
  readonly dataKeyId: string;
}

const last = (fresh: SimulatedCase): Advanced => fresh.acts.at(-1)!.advanced;
const openedAt = (fresh: SimulatedCase): Date => fresh.acts[0]!.advanced.entry.at;
const published = (fresh: SimulatedCase): boolean =>
  fresh.acts.some((act) => act.advanced.entry.move === 'publish');

/**
 * Writes simulated cases with everything the live path writes but letters: rows, entries, clocks,
 * sealed texts under a data key of each case's own, the act log. They are marked `demo`.
 *
 * @param firstNumber the running number of the first, of a block taken by `beginPast`
 * @returns number and data key of each, in the same order
 * @throws AppError forbidden outside demo mode
 */
export async function importCases(
  app: App,
  tx: Tx,
  fresh: readonly SimulatedCase[],
  firstNumber: number,
): Promise<ImportedCase[]> {
  if (!app.settings.demo) throw new AppError('forbidden', { reason: 'not-in-demo-mode' });
  // Nobody decided these: what watches over decisions leaves them out.
  await sql`select set_config('otklik.simulated_past', 'on', true)`.execute(tx.db);
  const opened = fresh.map(openedAt);
  const keys = await tx.vault.newKeys(opened);
  const all = fresh.map((item, at) => ({
    item,
    key: keys[at]!,
    number: caseNumber(opened[at]!.getUTCFullYear(), firstNumber + at),
  }));
  const rows = { entries: [], answers: [], verdicts: [] } as {
    entries: ReturnType<typeof entryRow>[];
    answers: Awaited<ReturnType<typeof answerRow>>[];
    verdicts: Awaited<ReturnType<typeof verdictRow>>[];
  };
  for (const { item, key } of all) {
    for (const act of item.acts) rows.entries.push(await actRow(tx, item, key, act));
    for (const answer of item.answers) rows.answers.push(await answerRow(tx, item, key, answer));
    for (const verdict of item.verdicts)
      rows.verdicts.push(await verdictRow(tx, item, key, verdict));
  }
  await insertMany(
    tx,
    'cases',
    all.map(({ item, key, number }) => caseRow(tx, item, key, number)),
  );
  await insertMany(tx, 'case_entries', rows.entries);
  await insertMany(
    tx,
    'case_clocks',
    fresh.flatMap((item) =>
      last(item).facts.clocks.map((clock, seq) => clockColumns(regionId(tx), item.id, seq, clock)),
    ),
  );
  await insertMany(tx, 'case_answers', rows.answers);
  await insertMany(tx, 'case_verdicts', rows.verdicts);
  const proposals = [];
  for (const { item, key } of all)
    for (const proposal of item.proposals)
      proposals.push(await proposalRow(tx, item, key, proposal));
  await insertMany(tx, 'case_proposals', proposals);
  const promises = [];
  for (const { item, key } of all)
    for (const promise of item.promises) promises.push(await promiseRow(tx, item, key, promise));
  await insertMany(tx, 'case_promises', promises);
  await tx.vault.keepKeys(fresh.flatMap(({ photos }) => photos.map(({ dataKey }) => dataKey)));
  await insertMany(
    tx,
    'case_photos',
    fresh.flatMap((item) => item.photos.map((photo) => photoRow(tx, item, photo))),
  );
  await auditMany(tx, fresh.flatMap(auditRows));
  return all.map(({ key, number }) => ({ number, dataKeyId: key }));
}

function caseRow(tx: Tx, item: SimulatedCase, key: string, number: string) {
  const { clinic, subject } = item;
  const moved = Object.assign(
    {
      submitted_at: null,
      published_at: null,
      answered_at: null,
      closed_at: null,
      outcome: null,
      reply_days: null,
      reply_timing: null,
      interim_timing: null,
      again_days: null,
      again_timing: null,
      refusal_reason: null,
    },
    ...item.acts.map((act) => movedColumns(act.advanced)),
  ) as ReturnType<typeof movedColumns>;
  const noted = item.overdueNotedAt.at(-1);
  return {
    region_id: regionId(tx),
    id: item.id,
    number,
    kind: item.kind,
    path: `${item.pathPrefix}/${number}`,
    ...moved,
    notice_at: null,
    notice_step: null,
    proposal_late_noted: false,
    overdue_noted: noted !== undefined && noted >= moved.state_since,
    subject_code: subject.code,
    subject_ru: subject.ru,
    subject_en: subject.en,
    clinic_id: clinic.id,
    district_id: clinic.districtId,
    okrug_id: clinic.okrugId,
    organisation_id: clinic.organisationId,
    zone: clinic.zone,
    author_id: item.authorId,
    receipt_hash: item.receiptHash,
    data_key_id: key,
    opened_at: openedAt(item),
    demo: true,
  };
}

async function actRow(tx: Tx, item: SimulatedCase, key: string, act: SimulatedAct) {
  const { entry } = act.advanced;
  const place = { table: 'case_entries', column: 'note_sealed', row: `${item.id}/${entry.seq}` };
  const note = act.note === null ? null : await tx.vault.seal(key, place, act.note);
  return entryRow(regionId(tx), item.id, entry, act.actor, note, act.publicFacts);
}

async function answerRow(tx: Tx, item: SimulatedCase, key: string, answer: SimulatedAnswer) {
  const place = { table: 'case_answers', column: 'text_sealed', row: answer.id };
  const isPublic = answer.state === 'published';
  return {
    region_id: regionId(tx),
    case_id: item.id,
    id: answer.id,
    round: answer.round,
    state: answer.state,
    outcome: answer.outcome,
    text_sealed: isPublic ? null : await tx.vault.seal(key, place, answer.text),
    text_public: isPublic ? answer.text : null,
    signer_name: answer.signerName,
    signer_post: answer.signerPost,
    written_by: answer.writtenBy,
    written_at: answer.writtenAt,
    published_at: answer.publishedAt,
    promises_sealed:
      isPublic || answer.promises.length === 0
        ? null
        : await tx.vault.seal(
            key,
            { ...place, column: 'promises_sealed' },
            JSON.stringify(answer.promises),
          ),
    for_name: null,
    for_post: null,
  };
}

async function proposalRow(
  tx: Tx,
  item: SimulatedCase,
  key: string,
  { text, reply, ...proposal }: SimulatedProposal,
) {
  const place = (column: string) => ({ table: 'case_proposals', column, row: proposal.id });
  const isPublic = proposal.state === 'accepted' && proposal.kind !== 'not-ours';
  return {
    region_id: regionId(tx),
    case_id: item.id,
    id: proposal.id,
    round: proposal.round,
    kind: proposal.kind,
    state: proposal.state,
    text_sealed: isPublic ? null : await tx.vault.seal(key, place('text_sealed'), text),
    text_public: isPublic ? text : null,
    until: proposal.until,
    body_code: null,
    reason_code: proposal.reason,
    proposed_by: proposal.proposedBy,
    proposed_at: proposal.proposedAt,
    decided_by: proposal.decidedBy,
    decided_at: proposal.decidedAt,
    reply_sealed: reply && (await tx.vault.seal(key, place('reply_sealed'), reply)),
    replied_at: proposal.repliedAt,
    owner_sealed: null,
  };
}

async function verdictRow(tx: Tx, item: SimulatedCase, key: string, verdict: SimulatedVerdict) {
  const row = `${item.id}/${verdict.round}`;
  const place = { table: 'case_verdicts', column: 'unanswered_sealed', row };
  const said = verdict.unanswered;
  return {
    region_id: regionId(tx),
    case_id: item.id,
    round: verdict.round,
    verdict: verdict.verdict,
    unanswered_sealed: said === null ? null : await tx.vault.seal(key, place, said),
    given_at: verdict.givenAt,
  };
}

function photoRow(tx: Tx, item: SimulatedCase, photo: SimulatedPhoto) {
  const answer = item.answers.find((one) => one.id === photo.answerId);
  const isPublic = photo.answerId === null ? published(item) : answer?.state === 'published';
  return {
    region_id: regionId(tx),
    id: photo.id,
    case_id: item.id,
    draft_hash: null,
    answer_id: photo.answerId,
    side: photo.answerId === null ? ('author' as const) : ('answer' as const),
    object_key: photo.objectKey,
    thumbnail_key: photo.thumbnailKey,
    data_key_id: photo.dataKey.id,
    sha256: photo.sha256,
    width_px: photo.width_px,
    height_px: photo.height_px,
    original_id: null,
    state: isPublic ? ('published' as const) : ('closed' as const),
    added_at: photo.addedAt,
  };
}

/** A line of the act log an act, as the commands themselves write it. */
function auditRows(item: SimulatedCase) {
  const acts = item.acts.map(({ advanced: { entry }, actor, staffRole, action }) => ({
    at: entry.at,
    actor,
    role: staffRole,
    action,
    object: item.id,
    outcome: 'done' as const,
    // Opening and confirming say what became of the case, not what was.
    before: entry.move === 'open' || entry.move === 'confirm-address' ? null : entry.from,
    after: entry.to as string,
  }));
  const noted = item.overdueNotedAt.map((at) => ({
    at,
    actor: 'system:clock',
    role: '',
    action: 'cases.note-overdue',
    object: item.id,
    outcome: 'done' as const,
    before: null,
    after: 'overdue',
  }));
  return [...acts, ...noted, ...item.promises.flatMap(promiseAudit)];
}
