import { AppError, grantsOf, type Actor, type Tx } from '@otklik/kernel';
import { colleaguesOf } from './colleagues.ts';
import type { Clock, Derivation, Terms } from './model/clocks.ts';
import {
  MOVES,
  OWED_BY,
  PUBLIC_STATES,
  type Move,
  type Role,
  type Stage,
  type State,
} from './model/moves.ts';
import { isAuthor, onClinicSide, reaches, rolesIn } from './policy.ts';
import { answersOf, verdictsOf } from './store/answers.ts';
import { clocksOf, type CaseRow } from './store/cases.ts';
import { entriesOf } from './store/entries.ts';
import { photosOf } from './store/photos.ts';

/** In which quality somebody looks at a case; each sees what the quality needs and no more. */
export type Audience = 'public' | 'author' | 'clinic' | 'staff';

export interface StepView {
  readonly seq: number;
  readonly at: Date;
  readonly move: string;
  readonly to: State;
  readonly role: string;
  /** The colleague's address, for the region's staff only; null for others, the author and the system. */
  readonly by: string | null;
  readonly reason: string | null;
  readonly note: string | null;
}

export interface ClockView {
  readonly stage: Stage;
  readonly round: number;
  readonly amount: number;
  readonly unit: string;
  readonly startedAt: Date;
  readonly stoppedAt: Date | null;
  readonly dueAt: Date | null;
  readonly dueDate: string | null;
  readonly late: boolean;
  readonly derivation: Derivation;
}

export interface AnswerView {
  readonly id: string;
  readonly round: number;
  readonly state: 'draft' | 'returned' | 'published';
  readonly outcome: string;
  readonly text: string | null;
  readonly signerName: string;
  readonly signerPost: string;
  readonly writtenAt: Date;
  readonly publishedAt: Date | null;
}

export interface PhotoView {
  readonly id: string;
  readonly side: 'author' | 'answer';
  readonly answerId: string | null;
  readonly width_px: number;
  readonly height_px: number;
}

export interface CaseView {
  readonly number: string;
  readonly path: string;
  readonly audience: Audience;
  readonly state: State;
  readonly stateSince: Date;
  readonly version: number;
  readonly round: number;
  readonly subject: { readonly code: string; readonly ru: string; readonly en: string };
  readonly clinicId: string;
  readonly zone: string;
  readonly demo: boolean;
  readonly openedAt: Date;
  readonly publishedAt: Date | null;
  /** The step that runs: who owes it, until when, and whether that has passed. */
  readonly next: {
    readonly role: Role;
    readonly stage: Stage | null;
    readonly dueAt: Date | null;
    readonly dueDate: string | null;
    readonly late: boolean;
    readonly missingYear: number | null;
  } | null;
  readonly steps: readonly StepView[];
  /** How long each step may take, as it was set when the case opened. */
  readonly terms: Terms;
  readonly clocks: readonly ClockView[];
  readonly answers: readonly AnswerView[];
  readonly verdicts: readonly {
    round: number;
    verdict: string;
    givenAt: Date;
    unanswered: string | null;
  }[];
  readonly photos: readonly PhotoView[];
  /** What the reader may do now. */
  readonly can: readonly Move[];
}

/**
 * In which quality this actor sees the case.
 * @throws AppError not-found: hidden and unknown answer alike
 */
export function audienceOf(actor: Actor, row: CaseRow): Audience {
  if (isAuthor(actor, row)) return 'author';
  const reaching = grantsOf(actor).filter((grant) => reaches(grant, row));
  if (reaching.some((grant) => !onClinicSide(grant))) return 'staff';
  const visible = row.published_at !== null && PUBLIC_STATES.includes(row.state);
  // The clinic never sees an unpublished message, nor one that its author took back.
  if (visible && row.state !== 'withdrawn' && reaching.length > 0) return 'clinic';
  if (visible) return 'public';
  throw new AppError('not-found', { kind: 'case' });
}

const SEES_NOTE: Readonly<Record<Audience, (move: string) => boolean>> = {
  public: () => false,
  author: (move) => move === 'reject' || move === 'uphold-dispute' || move === 'refuse-dispute',
  clinic: (move) =>
    move === 'return-answer' || move === 'uphold-dispute' || move === 'refuse-dispute',
  staff: () => true,
};

async function stepsFor(tx: Tx, row: CaseRow, audience: Audience): Promise<StepView[]> {
  const entries = await entriesOf(tx, row.id);
  const colleagues = audience === 'staff' ? await colleaguesOf(tx, entries) : null;
  const steps: StepView[] = [];
  for (const entry of entries) {
    const own = audience === 'author' || audience === 'staff';
    if (!entry.public && !own && entry.move !== 'open' && entry.move !== 'confirm-address')
      continue;
    const shows = SEES_NOTE[audience](entry.move);
    const place = { table: 'case_entries', column: 'note_sealed', row: `${row.id}/${entry.seq}` };
    steps.push({
      seq: entry.seq,
      at: entry.at,
      move: entry.move,
      to: entry.to_state,
      role: entry.role,
      by: colleagues?.get(entry.actor) ?? null,
      // The controller's finding is public; a moderator's reason is for whom it concerns.
      reason: shows || entry.role === 'controller' ? entry.reason_code : null,
      note:
        shows && entry.note_sealed
          ? await tx.vault.open(row.data_key_id, place, entry.note_sealed)
          : null,
    });
  }
  return steps;
}

async function answersFor(tx: Tx, row: CaseRow, audience: Audience): Promise<AnswerView[]> {
  const inside = audience === 'clinic' || audience === 'staff';
  const answers = await answersOf(tx, row.id);
  const views: AnswerView[] = [];
  for (const answer of answers) {
    if (answer.state !== 'published' && !inside) continue;
    const place = { table: 'case_answers', column: 'text_sealed', row: answer.id };
    const text =
      answer.text_public ??
      (answer.text_sealed ? await tx.vault.open(row.data_key_id, place, answer.text_sealed) : null);
    views.push({
      id: answer.id,
      round: answer.round,
      state: answer.state,
      outcome: answer.outcome,
      text,
      signerName: answer.signer_name,
      signerPost: answer.signer_post,
      writtenAt: answer.written_at,
      publishedAt: answer.published_at,
    });
  }
  return views;
}

async function verdictsFor(tx: Tx, row: CaseRow, audience: Audience) {
  const verdicts = await verdictsOf(tx, row.id);
  return Promise.all(
    verdicts.map(async (verdict) => {
      const place = {
        table: 'case_verdicts',
        column: 'unanswered_sealed',
        row: `${row.id}/${verdict.round}`,
      };
      // What the author found unanswered is for the controller and the clinic that must answer again.
      const readable = audience !== 'public' && verdict.unanswered_sealed;
      return {
        round: verdict.round,
        verdict: verdict.verdict,
        givenAt: verdict.given_at,
        unanswered: readable
          ? await tx.vault.open(row.data_key_id, place, verdict.unanswered_sealed!)
          : null,
      };
    }),
  );
}

const clockView = (clock: Clock, now: Date): ClockView => ({
  stage: clock.stage,
  round: clock.round,
  amount: clock.term.amount,
  unit: clock.term.unit,
  startedAt: clock.startedAt,
  stoppedAt: clock.stoppedAt,
  dueAt: clock.dueAt,
  dueDate: clock.dueDate,
  late: clock.late ?? (clock.dueAt !== null && now > clock.dueAt),
  derivation: clock.derivation,
});

function nextOf(row: CaseRow, clocks: readonly Clock[], now: Date): CaseView['next'] {
  const owed = OWED_BY[row.state];
  if (!owed) return null;
  const running = clocks.findLast((clock) => clock.stage === owed.stage && !clock.stoppedAt);
  return {
    role: owed.role,
    stage: owed.stage,
    dueAt: row.due_at,
    dueDate: row.due_date,
    late: row.due_at !== null && now > row.due_at,
    missingYear: running?.derivation.missingYear ?? null,
  };
}

/** The moves this actor may make in the case's state (a controller's independence is checked at the move). */
export function movesFor(actor: Actor, row: CaseRow): Move[] {
  return (Object.keys(MOVES) as Move[]).filter((move) => {
    const rule = MOVES[move];
    return (
      (rule.from as readonly State[]).includes(row.state) && rolesIn(actor, rule.by, row).length > 0
    );
  });
}

/** The case as one reader may see it. @throws AppError not-found */
export async function viewCase(tx: Tx, actor: Actor, row: CaseRow): Promise<CaseView> {
  const audience = audienceOf(actor, row);
  const clocks = await clocksOf(tx, row.id);
  const photos = await photosOf(tx, { caseId: row.id });
  return {
    number: row.number,
    path: row.path,
    audience,
    state: row.state,
    stateSince: row.state_since,
    version: row.version,
    round: row.round,
    subject: { code: row.subject_code, ru: row.subject_ru, en: row.subject_en },
    clinicId: row.clinic_id,
    zone: row.zone,
    demo: row.demo,
    openedAt: row.opened_at,
    publishedAt: row.published_at,
    next: nextOf(row, clocks, tx.now),
    steps: await stepsFor(tx, row, audience),
    terms: row.terms,
    clocks: clocks.map((clock) => clockView(clock, tx.now)),
    answers: await answersFor(tx, row, audience),
    verdicts: await verdictsFor(tx, row, audience),
    photos: photos
      .filter(
        (photo) =>
          photo.state === 'published' || audience === 'staff' || photo.side === ownSide(audience),
      )
      .map((photo) => ({
        id: photo.id,
        side: photo.side,
        answerId: photo.answer_id,
        width_px: photo.width_px,
        height_px: photo.height_px,
      })),
    can: movesFor(actor, row),
  };
}

const ownSide = (audience: Audience): 'author' | 'answer' | null =>
  audience === 'author' ? 'author' : audience === 'clinic' ? 'answer' : null;
