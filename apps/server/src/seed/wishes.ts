import type { Move, State } from '@otklik/cases';
import type { Question } from './decisions.ts';
import { AUTHORS, MODERATORS, OFFICE, type Hours } from './hours.ts';

/** Something a person of a case may do next. */
export interface Wish {
  readonly move: Move;
  readonly late?: number;
  readonly hours?: Hours;
  readonly weight: number;
  /** Which part of the term passes, at most, when it is done in time. */
  readonly within?: number;
}

const MODERATOR_LATE = 0.06;
const ANSWER_CHECK_LATE = 0.08;
const CONTROLLER_LATE = 0.15;
const COORDINATOR_LATE = 0.12;

/** How often a settled case is opened again, by whom it may be. */
export const AGAIN: Readonly<Partial<Record<State, { move: Move; chance: number }>>> = {
  rejected: { move: 'appeal-rejection', chance: 0.1 },
  confirmed: { move: 'reopen', chance: 0.015 },
  partly: { move: 'reopen', chance: 0.05 },
  silent: { move: 'reopen', chance: 0.04 },
  closed: { move: 'refute-again', chance: 0.12 },
  redirected: { move: 'refuse-redirect', chance: 0.15 },
};

const office = (move: Move, weight: number, late = 0): Wish => ({
  move,
  hours: OFFICE,
  late,
  weight,
});
const moderator = (move: Move, weight: number, late = MODERATOR_LATE): Wish => ({
  move,
  hours: MODERATORS,
  late,
  weight,
});
const author = (move: Move, weight: number, within = 1): Wish => ({
  move,
  hours: AUTHORS,
  weight,
  within,
});
const time = (move: Move, weight: number): Wish => ({ move, weight });

/** What may become of what the clinic has proposed. */
function decisionsOn({ advanced }: Question): Wish[] {
  const { proposal, clocks, round } = advanced.facts;
  const dates = clocks.filter((one) => one.stage === 'planned' && one.round === round).length;
  switch (proposal) {
    case 'question':
      return [moderator('ask-author', 85), moderator('refuse-proposal', 15)];
    case 'interim':
      return [moderator('accept-interim', 80), moderator('refuse-proposal', 20)];
    case 'extension':
      return dates > 1
        ? [
            office('extend-again', 50, CONTROLLER_LATE),
            office('refuse-extension-again', 50, CONTROLLER_LATE),
          ]
        : [moderator('accept-extension', 70), moderator('refuse-extension', 30)];
    default:
      return [
        office('redirect', 55, COORDINATOR_LATE),
        office('refuse-not-ours', 45, COORDINATOR_LATE),
      ];
  }
}

function whileInWork(question: Question): Wish[] {
  const { advanced, temper, at } = question;
  const { round, clocks, pauses, version } = advanced.facts;
  const late = temper.clinicLate;
  const answered = clocks.some((clock) => clock.stage === 'reply-moderation');
  const of = (stage: string) => clocks.some((one) => one.stage === stage && one.round === round);
  if (advanced.due.stage === 'planned' && advanced.due.at && advanced.due.at.getTime() < at)
    return [
      author('confirm-plan', 25),
      author('deny-plan', advanced.entry.move === 'deny-plan' ? 0 : 20),
      office('hand-in-answer', 55),
    ];
  const fresh = version < 8 && !answered;
  return [
    author('withdraw', round === 1 && !answered ? 2 : 0),
    office('hand-in-answer', 84, late),
    {
      ...office('propose-question', fresh && pauses < 2 && !of('author-answer') ? 4 : 0),
      within: 0.4,
    },
    { ...office('propose-interim', fresh && pauses < 2 && !of('planned') ? 7 : 0), within: 0.9 },
    { ...office('propose-not-ours', fresh ? 2.5 : 0), within: 0.3 },
  ];
}

/** What the people of a case may wish in its state. */
export function wishes(question: Question): Wish[] {
  const { advanced, temper } = question;
  const { round, clocks, pauses, back, proposal } = advanced.facts;
  const returned = clocks.findLast((clock) => clock.stage === 'reply')?.pauses.length ?? 0;
  const appealed = clocks.some((clock) => clock.stage === 'appeal');
  const alarmed = clocks.some((clock) => clock.stage === 'danger');
  if (proposal && advanced.facts.state !== 'danger') return decisionsOn(question);
  switch (advanced.facts.state) {
    case 'draft':
      if (!temper.confirms) return [time('lapse', 9), author('withdraw-unpublished', 1)];
      return [author('confirm-address', 1)];
    case 'submitted':
      return [
        author('withdraw-unpublished', 1.5, 0.3),
        author('raise-danger', alarmed ? 0 : 0.7, 0.05),
        moderator('return-message', pauses < 2 && !appealed ? 4 : 0),
        moderator('redirect-unpublished', clocks.length === 1 ? 0.8 : 0),
        moderator(temper.rejectedFor && !appealed ? 'reject' : 'publish', 93),
      ];
    case 'danger':
      return [
        ...(back === 'draft' ? [author('confirm-address-in-danger', 1, 0.5)] : []),
        { ...moderator('false-alarm', 1, 0.05), within: 0.6 },
        { ...moderator('pass-on-danger', 1, 0.05), within: 0.6 },
      ];
    case 'returned':
      return [author('resubmit', 78, 0.6), time('no-reply', 22)];
    case 'appealed':
      return [moderator('grant-appeal', 35), moderator('refuse-appeal', 65)];
    case 'in-work':
      return whileInWork(question);
    case 'waiting-author':
      return [author('answer-question', 76, 0.5), time('leave-unanswered', 24)];
    case 'planned':
      return [
        office('hand-in-answer', 55),
        { ...office('propose-extension', 18), within: 0.9 },
        time('plan-passed', 27),
      ];
    case 'answer-draft':
      return [
        moderator('return-answer', returned < 2 ? 9 : 0, ANSWER_CHECK_LATE),
        moderator('publish-answer', 91, ANSWER_CHECK_LATE),
      ];
    case 'answered':
      return [
        time('fall-silent', 38),
        author('confirm', 34, 0.7),
        author('confirm-partly', 12),
        author('dispute', round === 1 ? 16 : 24, 0.5),
      ];
    case 'disputed':
      return [
        office('uphold-dispute', round < 3 ? 45 : 0, CONTROLLER_LATE),
        office('refuse-dispute', 55, CONTROLLER_LATE),
      ];
    default:
      return [];
  }
}
