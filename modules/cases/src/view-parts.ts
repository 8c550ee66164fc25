import type { Selectable } from 'kysely';
import type { Tx } from '@otklik/kernel';
import { partsOf, readParts } from './answer-parts.ts';
import { colleaguesOf } from './colleagues.ts';
import { GAP } from './model/cuts.ts';
import { MOVES, ruleOf, type Move } from './model/moves.ts';
import { promisesWithoutDate } from './model/promise.ts';
import { ownWordsOf } from './passed-on.ts';
import { promiseRows } from './schema-signing.ts';
import { answersOf, verdictsOf } from './store/answers.ts';
import type { CaseRow } from './store/cases.ts';
import { ownerOf, proposalsOf, signedBy } from './store/proposals.ts';
import type { CaseAnswerTable, CaseEntryTable } from './store/tables.ts';
import { answerChangesOf } from './store/answer-changes.ts';
import { changesFor } from './view-changes.ts';
import type { AnswerView, Audience, ProposalView, StepView } from './view-types.ts';

/** For whom the words of a move are, beside the staff. */
const NOTES_FOR: Readonly<Partial<Record<Move, readonly Audience[]>>> = {
  reject: ['author'],
  'no-reply': ['author'],
  'return-message': ['author'],
  'appeal-rejection': ['author'],
  'grant-appeal': ['author'],
  'refuse-appeal': ['author'],
  'redirect-unpublished': ['author'],
  redirect: ['author', 'clinic'],
  reroute: ['author', 'clinic'],
  'change-subject': ['author', 'clinic'],
  'refuse-redirect': ['author', 'clinic'],
  'return-answer': ['clinic'],
  'refuse-proposal': ['clinic'],
  'refuse-extension': ['clinic'],
  'refuse-extension-again': ['clinic'],
  'refuse-not-ours': ['clinic'],
  'deny-plan': ['author', 'clinic'],
  reopen: ['author', 'clinic'],
  'refute-again': ['author', 'clinic'],
  'uphold-dispute': ['author', 'clinic'],
  'refuse-dispute': ['author', 'clinic'],
};
/** What became of one clinic's words before they were public: none of the next one's business. */
const INNER_MOVES: readonly string[] = [
  'hand-in-answer',
  'return-answer',
  'refuse-proposal',
  'refuse-extension',
  'refuse-extension-again',
  'refuse-not-ours',
] satisfies Move[];
/** Moves whose reason everybody may see: a finding, a delay explained, why a case went elsewhere. */
const OPEN_REASONS: readonly string[] = [
  'uphold-dispute',
  'refuse-dispute',
  'explain-delay',
  'redirect',
  'redirect-unpublished',
] satisfies Move[];

function isFor(audience: Audience, entry: { move: string; public: boolean }): boolean {
  if (entry.public || audience === 'author' || audience === 'staff') return true;
  if (entry.move === 'open' || entry.move === 'confirm-address') return true;
  const rule = entry.move in MOVES ? ruleOf(entry.move as Move) : null;
  // What it proposed and what became of it is the clinic's own business.
  return audience === 'clinic' && Boolean(rule?.proposes ?? rule?.settles);
}

/** Whether somebody else said it for the author: of an author without an account every person is one. */
const isSpoken = (row: CaseRow, { role, actor }: Selectable<CaseEntryTable>): boolean =>
  role === 'author' &&
  actor.startsWith('person:') &&
  (row.by_receipt || (row.author_id !== null && actor !== `person:${row.author_id}`));

export async function stepsFor(
  tx: Tx,
  row: CaseRow,
  audience: Audience,
  entries: readonly Selectable<CaseEntryTable>[],
): Promise<StepView[]> {
  const colleagues = audience === 'staff' ? await colleaguesOf(tx, entries) : null;
  const inside = audience === 'clinic' || audience === 'staff';
  const isOwn = await ownWordsOf(tx, row, audience);
  const steps: StepView[] = [];
  for (const entry of entries) {
    if (!isFor(audience, entry)) continue;
    const is_former = INNER_MOVES.includes(entry.move) && !isOwn(entry.at);
    const shows =
      audience === 'staff' ||
      (!is_former && NOTES_FOR[entry.move as Move]?.includes(audience) === true);
    const place = { table: 'case_entries', column: 'note_sealed', row: `${row.id}/${entry.seq}` };
    steps.push({
      seq: entry.seq,
      at: entry.at,
      move: entry.move,
      to: entry.to_state,
      role: entry.role,
      forAuthor: audience !== 'public' && isSpoken(row, entry),
      by: colleagues?.get(entry.actor) ?? null,
      reason: shows || OPEN_REASONS.includes(entry.move) ? entry.reason_code : null,
      // Who signed is read under the answer, once a moderator has let it out.
      facts: entry.move === 'hand-in-answer' && (!inside || is_former) ? null : entry.public_facts,
      note:
        shows && entry.note_sealed
          ? await tx.vault.open(row.data_key_id, place, entry.note_sealed)
          : null,
    });
  }
  return steps;
}

/** What an answer promises that nobody has let out yet. */
async function promisedIn(tx: Tx, row: CaseRow, answer: Selectable<CaseAnswerTable>) {
  if (!answer.promises_sealed) return [];
  const place = { table: 'case_answers', column: 'promises_sealed', row: answer.id };
  const words = await tx.vault.open(row.data_key_id, place, answer.promises_sealed);
  return words ? promiseRows.parse(JSON.parse(words)) : [];
}

export async function answersFor(tx: Tx, row: CaseRow, audience: Audience): Promise<AnswerView[]> {
  const answers = await answersOf(tx, row.id);
  const changes = await answerChangesOf(tx, row.id);
  const isOwn = await ownWordsOf(tx, row, audience);
  const views: AnswerView[] = [];
  for (const answer of answers) {
    const inside = audience === 'staff' || (audience === 'clinic' && isOwn(answer.written_at));
    if (answer.state !== 'published' && !inside) continue;
    const place = { table: 'case_answers', column: 'text_sealed', row: answer.id };
    const hidden = answer.hidden_at !== null;
    // What a moderator cut stays sealed: from outside nothing but the public words is read.
    const text =
      (hidden && !inside ? null : answer.text_public) ??
      (inside && answer.text_sealed
        ? await tx.vault.open(row.data_key_id, place, answer.text_sealed)
        : null);
    const promises = inside ? await promisedIn(tx, row, answer) : [];
    const is_cut = inside && answer.text_public !== null && answer.text_sealed !== null;
    const parts = hidden && !inside ? null : answer.parts_public;
    views.push({
      id: answer.id,
      round: answer.round,
      state: answer.state,
      outcome: answer.outcome,
      text,
      parts: parts ?? (inside && !is_cut ? readParts(await partsOf(tx, row, answer)) : null),
      original: is_cut ? await tx.vault.open(row.data_key_id, place, answer.text_sealed!) : null,
      signerName: answer.signer_name,
      signerPost: answer.signer_post,
      signedFor:
        answer.for_name && answer.for_post
          ? { name: answer.for_name, post: answer.for_post }
          : null,
      promises,
      undated:
        inside && answer.state === 'draft' && promisesWithoutDate(text ?? '', promises.length),
      writtenAt: answer.written_at,
      publishedAt: answer.published_at,
      hidden,
      amendedAt:
        changes.findLast(
          (one) =>
            one.answer_id === answer.id && one.kind === 'amendment' && one.state === 'published',
        )?.decided_at ?? null,
      changes:
        !inside && (hidden || answer.taken_at !== null)
          ? []
          : await changesFor(tx, row, answer.id, changes, inside),
    });
  }
  return views;
}

export async function verdictsFor(tx: Tx, row: CaseRow, audience: Audience) {
  const verdicts = await verdictsOf(tx, row.id);
  return Promise.all(
    verdicts.map(async (verdict) => {
      // What the author finds wrong is for the controller and the clinic that must answer again.
      const open = (column: string, sealed: string | null) =>
        audience !== 'public' && sealed
          ? tx.vault.open(
              row.data_key_id,
              { table: 'case_verdicts', column, row: `${row.id}/${verdict.round}` },
              sealed,
            )
          : null;
      return {
        round: verdict.round,
        verdict: verdict.verdict,
        givenAt: verdict.given_at,
        unanswered: await open('unanswered_sealed', verdict.unanswered_sealed),
        stillWrong: await open('still_wrong_sealed', verdict.still_wrong_sealed),
      };
    }),
  );
}

/** What the clinic proposed: everybody sees what was let through, the clinic and the staff the rest. */
export async function proposalsFor(
  tx: Tx,
  row: CaseRow,
  audience: Audience,
): Promise<ProposalView[]> {
  const isOwn = await ownWordsOf(tx, row, audience);
  const views: ProposalView[] = [];
  for (const found of await proposalsOf(tx, row.id)) {
    const inside = audience === 'staff' || (audience === 'clinic' && isOwn(found.proposed_at));
    if (!inside && found.text_public === null) continue;
    const open = (column: 'text_sealed' | 'reply_sealed', sealed: string | null) =>
      sealed
        ? tx.vault.open(row.data_key_id, { table: 'case_proposals', column, row: found.id }, sealed)
        : null;
    views.push({
      id: found.id,
      round: found.round,
      kind: found.kind,
      state: found.state,
      text:
        audience === 'public' && found.taken_at !== null
          ? GAP
          : (found.text_public ?? (await open('text_sealed', found.text_sealed))),
      until: found.until,
      body: inside ? found.body_code : null,
      reason: found.reason_code,
      // Accepted, it stands with the promise.
      owner: inside ? await ownerOf(tx, row.data_key_id, found) : null,
      proposedAt: found.proposed_at,
      signer: signedBy(found),
      original:
        inside && found.text_public !== null ? await open('text_sealed', found.text_sealed) : null,
      reply: audience === 'public' ? null : await open('reply_sealed', found.reply_sealed),
    });
  }
  return views;
}
