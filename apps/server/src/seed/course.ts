import {
  advance,
  open,
  type Advanced,
  type Move,
  type SimulatedAct,
  type SimulatedAnswer,
  type SimulatedPromise,
  type SimulatedProposal,
  type SimulatedVerdict,
  type Terms,
} from '@otklik/cases';
import { ACTIONS } from './actions.ts';
import { answerText } from './answers.ts';
import { decide, type Decision, type Temper } from './decisions.ts';
import type { LocalCalendar } from './hours.ts';
import type { Random } from './random.ts';
import { BODIES } from './bodies.ts';
import { ownerOf, promisesOfAnswers, promisesOfInterim } from './promises.ts';
import { keepProposals } from './proposals.ts';
import { remarks } from './remarks.ts';

/** Everything a case's course depends on. */
export interface Scene {
  readonly random: Random;
  readonly place: LocalCalendar;
  readonly terms: Terms;
  readonly topicCode: string;
  readonly openedAt: Date;
  /** Nothing happens after it. */
  readonly until: Date;
  readonly temper: Temper;
  /** The moves to walk, in time; null for a course of its own. */
  readonly script: readonly Move[] | null;
  readonly caseId: string;
  /** Names of the act log. */
  readonly people: {
    readonly author: string;
    /** How the author comes back later: by account or by receipt. */
    readonly authorLater: string;
    readonly moderator: string;
    readonly secondModerator: string;
    readonly executor: string;
    /** Signs the clinic's answers. */
    readonly head: string;
    readonly controller: string;
    readonly secondController: string;
    readonly coordinator: string;
  };
  readonly signer: { readonly name: string; readonly post: string };
}

export interface Course {
  readonly acts: readonly SimulatedAct[];
  readonly overdueNotedAt: readonly Date[];
  readonly answers: readonly SimulatedAnswer[];
  readonly verdicts: readonly SimulatedVerdict[];
  readonly proposals: readonly SimulatedProposal[];
  readonly promises: readonly SimulatedPromise[];
}

const VERDICT_OF = {
  confirm: 'confirmed',
  'confirm-partly': 'partly',
  dispute: 'disputed',
  'dispute-unchecked': 'disputed',
  'confirm-plan': 'confirmed',
} as const;
/** States whose lateness the minute job notes; an author's silence is an outcome, not lateness. */
const NOTED = new Set(['submitted', 'danger', 'appealed', 'in-work', 'answer-draft', 'disputed']);

/** With these a round's check ends, or a new round begins. */
const CHECKED: readonly string[] = ['refuse-dispute', 'uphold-dispute', 'reopen'];

/** Whether a controller has found for the clinic in the running round: the next look is another's. */
const wasRefuted = (acts: readonly SimulatedAct[]): boolean =>
  acts.map(({ advanced }) => advanced.entry.move).findLast((move) => CHECKED.includes(move)) ===
  'refuse-dispute';

function actorOf(
  scene: Scene,
  { move, role }: Decision,
  round: number,
  acts: readonly SimulatedAct[],
): string {
  const { people } = scene;
  if (move === 'hand-in-answer') return people.head;
  if (role === 'author') return move === 'confirm-address' ? people.author : people.authorLater;
  // Of the same moderators none has both looks.
  const second = round > 1 || move === 'grant-appeal' || move === 'refuse-appeal';
  if (role === 'moderator') return second ? people.secondModerator : people.moderator;
  if (role === 'executor') return people.executor;
  if (role === 'coordinator') return people.coordinator;
  if (role !== 'controller') return 'system:clock';
  return wasRefuted(acts) ? people.secondController : people.controller;
}

/** The staff role that counted, as the act log names it; empty for the public and the system. */
function staffRoleOf({ move, role }: Decision): string {
  if (role === 'author' || role === 'system') return '';
  return move === 'hand-in-answer' ? 'head' : role;
}

const promisersOf = ({ people }: Scene) => ({
  executor: people.executor,
  author: people.authorLater,
});

/** Walks a case from its opening to where it stands at the end of the past, by the engine's own rules. */
export function walk(scene: Scene): Course {
  const { random, place, until } = scene;
  const calendar = { calendar: place.calendar, zone: place.zone };
  const signedIn = scene.temper.signedIn;
  let at = scene.openedAt.getTime();
  let advanced = open(scene.terms, signedIn ? 'submitted' : 'draft', scene.openedAt, calendar);
  const acts: SimulatedAct[] = [
    {
      advanced,
      actor: scene.people.author,
      staffRole: '',
      action: 'complaints.file-complaint',
      note: null,
      publicFacts: null,
    },
  ];
  const overdueNotedAt: Date[] = [];
  const answers: SimulatedAnswer[] = [];
  const verdicts: SimulatedVerdict[] = [];
  const proposals: SimulatedProposal[] = [];
  const script = scene.script && [...scene.script];

  let lastNoted: number | undefined;

  /** The minute job sees lateness within a minute, if the case still waits then. */
  const noteLateness = (untilMs: number): void => {
    const due = advanced.due.at?.getTime();
    if (due === undefined || !NOTED.has(advanced.facts.state)) return;
    const noted = due + random.whole(1, 60_000);
    if (noted < untilMs && due !== lastNoted) overdueNotedAt.push(new Date(noted));
    lastNoted = due;
  };

  for (;;) {
    const decision = decide({ random, place, advanced, at, temper: scene.temper, script });
    if (!decision || decision.at > until.getTime()) break;
    noteLateness(decision.at);
    at = decision.at;
    const { facts } = advanced;
    advanced = advance(
      facts,
      {
        move: decision.move,
        role: decision.role,
        at: new Date(at),
        reason: decision.reason,
        until: promisedDate(proposals, decision),
      },
      calendar,
    );
    const actor = actorOf(scene, decision, facts.round, acts);
    acts.push({
      advanced,
      actor,
      staffRole: staffRoleOf(decision),
      action: ACTIONS[decision.move],
      note: decision.note,
      publicFacts: factsOf(scene, decision, promisedDate(proposals, decision)),
    });
    keepPapers(scene, advanced, actor, answers, verdicts);
    keepProposals(random, advanced, actor, promisedDate(proposals, decision), proposals);
  }
  if (!advanced.closed) noteLateness(until.getTime());
  const stage = { random, zone: place.zone, until, ...promisersOf(scene) };
  const promises = [
    ...promisesOfAnswers(stage, answers),
    ...promisesOfInterim(stage, proposals, acts),
  ];
  return { acts, overdueNotedAt, answers, verdicts, proposals, promises };
}

/** A promise is let through with the date it named, as long as that still lies ahead. */
function promisedDate(
  proposals: readonly SimulatedProposal[],
  { until, at }: Decision,
): string | undefined {
  if (!until) return undefined;
  const asked = proposals.at(-1)?.until;
  const ahead_days = asked ? (Date.parse(asked) - at) / 86_400_000 : 0;
  return asked && ahead_days > 1 && ahead_days < 58 ? asked : until;
}

/** What everybody may read beside the entry. */
function factsOf({ random, signer }: Scene, { move }: Decision, until: string | undefined) {
  if (until) return { until };
  if (move === 'hand-in-answer') return { name: signer.name, post: signer.post };
  if (move === 'explain-delay') return { name: signer.name, post: signer.post };
  return move === 'redirect' || move === 'redirect-unpublished' ? random.pick(BODIES) : null;
}

/** Answers and verdicts that a move writes or changes. */
function keepPapers(
  scene: Scene,
  { entry, facts }: Advanced,
  actor: string,
  answers: SimulatedAnswer[],
  verdicts: SimulatedVerdict[],
): void {
  const { random, signer } = scene;
  const last = answers.at(-1);
  switch (entry.move) {
    case 'hand-in-answer': {
      const id = random.id(entry.at.getTime());
      const { promised, ...words } = answerText(random, scene.topicCode, entry.at.getTime());
      answers.push({
        id,
        round: facts.round,
        state: 'draft',
        ...words,
        promises: promised ? [{ ...promised, owner: ownerOf(random) }] : [],
        signerName: signer.name,
        signerPost: signer.post,
        writtenBy: actor,
        writtenAt: entry.at,
        publishedAt: null,
      });
      break;
    }
    case 'return-answer':
      if (last) answers[answers.length - 1] = { ...last, state: 'returned' };
      break;
    case 'publish-answer':
      if (last)
        answers[answers.length - 1] = { ...last, state: 'published', publishedAt: entry.at };
      break;
    case 'confirm':
    case 'confirm-partly':
    case 'confirm-plan':
    case 'dispute-unchecked':
    case 'dispute': {
      const says =
        entry.move === 'dispute' ||
        entry.move === 'dispute-unchecked' ||
        (entry.move === 'confirm-partly' && random.chance(0.5));
      verdicts.push({
        round: facts.round,
        verdict: VERDICT_OF[entry.move],
        unanswered: says ? random.pick(remarks.unanswered) : null,
        givenAt: entry.at,
      });
      break;
    }
    default:
  }
}
