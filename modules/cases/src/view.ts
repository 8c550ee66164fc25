import type { Selectable } from 'kysely';
import { AppError, grantsOf, type Actor, type Tx } from '@otklik/kernel';
import { calendarOf } from '@otklik/registry';
import { clockView } from './clock-view.ts';
import { movesAtMember } from './led.ts';
import type { CalendarFacts, Clock } from './model/clocks.ts';
import { dueOf, type CaseFacts } from './model/facts.ts';
import { MOVES, OWED_BY, PUBLIC_STATES, ruleOf, type Move, type State } from './model/moves.ts';
import { minutesEnd, whyNot } from './model/refusals.ts';
import { wholeTerms } from './model/terms.ts';
import { timeLeft } from './model/time-left.ts';
import { workingHours } from './model/working-hours.ts';
import { isAuthor, movesInStead, onClinicSide, reaches, rolesIn } from './policy.ts';
import { alarmsBeside } from './raise-alarm.ts';
import { clocksOf, factsOf, type CaseRow } from './store/cases.ts';
import { disputeIsChecked } from './store/disputes.ts';
import { entriesOf } from './store/entries.ts';
import { photosOf } from './store/photos.ts';
import type { CasePhotoTable, PhotoSide } from './store/tables.ts';
import { isShown, outerState } from './stubs.ts';
import { promisesFor } from './view-promises.ts';
import { answersFor, proposalsFor, stepsFor, verdictsFor } from './view-parts.ts';
import type { Audience, CaseView, PhotoView } from './view-types.ts';

export type * from './view-types.ts';

/**
 * In which quality this actor sees the case.
 * @throws AppError not-found: hidden and unknown answer alike
 */
export function audienceOf(actor: Actor, row: CaseRow): Audience {
  if (isAuthor(actor, row)) return 'author';
  const reaching = grantsOf(actor).filter((grant) => reaches(grant, row));
  if (reaching.some((grant) => !onClinicSide(grant))) return 'staff';
  const state = outerState(row);
  const published = row.published_at !== null && PUBLIC_STATES.includes(state);
  // The clinic never sees an unpublished message, nor one that its author took back.
  if (published && state !== 'withdrawn' && reaching.length > 0) return 'clinic';
  // Of a case sent elsewhere before it was published only a stub is public.
  if (published || state === 'redirected') return 'public';
  throw new AppError('not-found', { kind: 'case' });
}

/** What is left until a deadline, in what a clock is counted in. */
const leftOf = (
  dueAt: Date | null,
  { term }: Clock,
  now: Date,
  { calendar, zone }: CalendarFacts,
) => timeLeft({ dueAt, dueUnit: term.unit, zone, schedule: workingHours(term) }, now, calendar);

function nextOf(
  state: State,
  clocks: readonly Clock[],
  now: Date,
  { calendar, zone }: CalendarFacts,
): CaseView['next'] {
  const owed = OWED_BY[state];
  if (!owed) return null;
  const due = dueOf(state, clocks);
  const running = clocks.findLast((clock) => clock.stage === due.stage && !clock.stoppedAt);
  return {
    role: owed.role,
    stage: due.stage ?? owed.stage,
    dueAt: due.at,
    dueDate: due.date,
    late: due.at !== null && now > due.at,
    left: running ? leftOf(due.at, running, now, { calendar, zone }) : null,
    missingYear: running?.derivation.missingYear ?? null,
  };
}

/** A lead is late when the earliest of its members is: its row knows that deadline. */
function withMembers(
  row: CaseRow,
  next: CaseView['next'],
  clocks: readonly Clock[],
  now: Date,
  place: CalendarFacts,
): CaseView['next'] {
  if (!next || row.members_count === 0 || !row.due_at) return next;
  if (next.dueAt && row.due_at >= next.dueAt) return next;
  const running = clocks.findLast((clock) => clock.stage === next.stage && !clock.stoppedAt);
  return {
    ...next,
    dueAt: row.due_at,
    dueDate: row.due_date,
    late: now > row.due_at,
    left: running ? leftOf(row.due_at, running, now, place) : null,
  };
}

/** The moves this actor may make now (whether somebody else must have the second look shows at the move). */
function movesFor(
  actor: Actor,
  row: CaseRow,
  facts: CaseFacts,
  now: Date,
  calendar: CalendarFacts,
  inStead: readonly Move[],
): Move[] {
  return (Object.keys(MOVES) as Move[]).filter((move) => {
    const rule = ruleOf(move);
    if (move === 'raise-danger' && alarmsBeside(row))
      return rolesIn(actor, rule.by, row).length > 0;
    if (!rule.from.includes(row.state)) return false;
    if (rolesIn(actor, rule.by, row).length === 0 && !inStead.includes(move)) return false;
    return whyNot(facts, rule, now, calendar) === null;
  });
}

/** What the public is not shown of the clocks: those of steps that it does not see. */
const INSIDE_STAGES: readonly string[] = ['danger', 'proposal', 'fix', 'appeal'];

/** What a view is made of beside the case's own row. */
export interface ViewParts extends Pick<
  CaseView,
  'steps' | 'answers' | 'proposals' | 'promises' | 'verdicts' | 'disputeIsChecked'
> {
  readonly clocks: Clock[];
  readonly photos: readonly (PhotoView & { readonly state: string })[];
}

/** The case as one reader may see it. @throws AppError not-found */
export async function viewCase(tx: Tx, actor: Actor, row: CaseRow): Promise<CaseView> {
  const audience = audienceOf(actor, row);
  const [clocks, { calendar }, photos, entries, answers, proposals, promises, verdicts] =
    await Promise.all([
      clocksOf(tx, row.id),
      calendarOf(tx, row.region_id),
      photosOf(tx, { caseId: row.id }),
      entriesOf(tx, row.id),
      answersFor(tx, row, audience),
      proposalsFor(tx, row, audience),
      promisesFor(tx, actor, row, audience),
      verdictsFor(tx, row, audience),
    ]);
  const zoned = { calendar, zone: row.zone };
  const inStead = await movesInStead(tx, actor, row);
  const open = movesFor(actor, row, factsOf(row, clocks), tx.now, zoned, inStead);
  const can = await movesAtMember(tx, row, open);
  return composeView(tx.now, zoned, audience, row, can, {
    clocks,
    steps: await stepsFor(tx, row, audience, entries),
    answers,
    proposals,
    promises,
    verdicts,
    disputeIsChecked: can.includes('dispute') ? await disputeIsChecked(tx, row) : true,
    photos: photos.map(photoView),
  });
}

/** Puts a view together: the same for a case that is there and for one that is shown before it is sent. */
export function composeView(
  now: Date,
  zoned: CalendarFacts,
  audience: Audience,
  row: CaseRow,
  can: readonly Move[],
  { clocks, photos, ...parts }: ViewParts,
): CaseView {
  const inside = audience === 'author' || audience === 'staff';
  const state = inside ? row.state : outerState(row);
  const facts = factsOf(row, clocks);
  return {
    number: row.number,
    path: row.path,
    audience,
    state,
    stateSince: row.state_since,
    version: row.version,
    round: row.round,
    subject: { code: row.subject_code, ru: row.subject_ru, en: row.subject_en },
    clinicId: row.clinic_id,
    zone: row.zone,
    demo: row.demo,
    openedAt: row.opened_at,
    publishedAt: row.published_at,
    retractUntil: can.includes('retract') ? minutesEnd(facts, MOVES.retract.window_min) : null,
    erasedAt: row.erased_at,
    next: withMembers(row, nextOf(state, clocks, now, zoned), clocks, now, zoned),
    terms: wholeTerms(row.terms),
    clocks: clocks
      .filter((clock) => inside || !INSIDE_STAGES.includes(clock.stage))
      .map((clock) => clockView(clock, now, zoned)),
    pauses: row.pauses,
    ...parts,
    photos: photos
      .filter(
        (photo) =>
          isShown(row, photo) ||
          audience === 'staff' ||
          // Of an answer that this clinic does not see its photos are not shown either.
          (seesClosed(audience, photo) &&
            (photo.answerId === null || parts.answers.some(({ id }) => id === photo.answerId))),
      )
      .map(({ state: _state, ...photo }) => photo),
    can,
  };
}

export const photoView = (photo: Selectable<CasePhotoTable>) => ({
  id: photo.id,
  side: photo.side,
  answerId: photo.answer_id,
  promiseId: photo.promise_id,
  width_px: photo.width_px,
  height_px: photo.height_px,
  hasOriginal: photo.original_id !== null,
  published: photo.state === 'published',
  disturbing: photo.disturbing,
  state: photo.state,
});

/** What nobody has let out and this reader sees all the same; a promise's photos are for its author to judge by. */
export const seesClosed = (
  audience: Audience,
  photo: { readonly side: PhotoSide; readonly promiseId: string | null },
): boolean =>
  ownSides(audience).includes(photo.side) || (audience === 'author' && photo.promiseId !== null);

/** Photos of one's own that nobody has let out; the clinic sees what a dispute shows, to answer it. */
const ownSides = (audience: Audience): readonly PhotoSide[] =>
  audience === 'author'
    ? ['author', 'dispute']
    : audience === 'clinic'
      ? ['answer', 'dispute']
      : [];
