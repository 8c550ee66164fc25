import {
  advancePromise,
  endOfDay,
  type PromiseAct,
  type SimulatedAct,
  type SimulatedAnswer,
  type SimulatedPromise,
  type SimulatedPromiseAct,
  type SimulatedProposal,
} from '@otklik/cases';
import { readData } from './names.ts';
import type { Random } from './random.ts';

const DAY_MS = 86_400_000;
const words = readData<{
  readonly owners: string[];
  readonly done: string[];
  readonly broken: string[];
}>('promises');

/** A person or a post of a clinic. */
export const ownerOf = (random: Random): string => random.pick(words.owners);

interface Stage {
  readonly random: Random;
  readonly zone: string;
  /** Nothing happens after it. */
  readonly until: Date;
  readonly executor: string;
  readonly author: string;
}

interface Told {
  readonly act: PromiseAct;
  readonly at: number;
}

/** What becomes of a promise: most are kept, some late, some never; authors answer or stay silent. */
function fate(random: Random, published: number, due: number): Told[] {
  const told: Told[] = [];
  const share = random.next();
  const late = share >= 0.6;
  if (late) told.push({ act: 'pass', at: due + random.whole(1000, 290_000) });
  if (share < 0.8) {
    const early = Math.max(published + DAY_MS / 2, due - random.whole(1, 96) * 3_600_000);
    const at = late ? due + random.whole(10, 300) * 3_600_000 : Math.min(early, due - 1000);
    told.push({ act: 'report', at });
    const says = random.next();
    if (says < 0.55)
      told.push({
        act: says < 0.42 ? 'say-kept' : 'say-broken',
        at: at + random.whole(2, 200) * 3_600_000,
      });
    else told.push({ act: 'fall-silent', at: at + 16 * DAY_MS + random.whole(1000, 290_000) });
  } else if (random.chance(0.35)) {
    told.push({ act: 'say-broken', at: due + random.whole(12, 200) * 3_600_000 });
  }
  return told;
}

const ACTORS: Readonly<Record<PromiseAct, (stage: Stage) => string>> = {
  report: ({ executor }) => executor,
  pass: () => 'system:clock',
  'fall-silent': () => 'system:clock',
  'say-kept': ({ author }) => author,
  'say-broken': ({ author }) => author,
};

interface Fresh {
  readonly source: 'answer' | 'interim';
  readonly sourceId: string;
  readonly round: number;
  readonly position: number;
  readonly what: string;
  readonly owner: string;
  readonly until: string;
  readonly publishedAt: Date;
}

/** Walks a promise by the engine's own rules to where it stands at the end of the past. */
function walkPromise(stage: Stage, fresh: Fresh, told: readonly Told[]): SimulatedPromise {
  const { random, zone, until } = stage;
  const dueAt = endOfDay(zone, fresh.until);
  let facts = { state: 'promised', dueAt, askedAt: null, late: false, zone } as Parameters<
    typeof advancePromise
  >[0];
  const acts: SimulatedPromiseAct[] = [];
  for (const { act, at } of told) {
    if (at > until.getTime()) break;
    facts = advancePromise(facts, act, new Date(at));
    acts.push({ act, at: new Date(at), actor: ACTORS[act](stage) });
  }
  return {
    ...fresh,
    id: random.id(fresh.publishedAt.getTime()),
    dueAt,
    zone,
    state: facts.state,
    late: facts.late,
    askedAt: facts.askedAt,
    acts,
    doneNote: acts.some(({ act }) => act === 'report') ? random.pick(words.done) : null,
    judgeNote: acts.some(({ act }) => act === 'say-broken') ? random.pick(words.broken) : null,
  };
}

/** What the answers that were let out promise, and what became of each promise. */
export function promisesOfAnswers(
  stage: Stage,
  answers: readonly SimulatedAnswer[],
): SimulatedPromise[] {
  return answers.flatMap((answer) =>
    answer.publishedAt === null
      ? []
      : answer.promises.map((promise, position) => {
          const publishedAt = answer.publishedAt!;
          const due = endOfDay(stage.zone, promise.until).getTime();
          return walkPromise(
            stage,
            {
              ...promise,
              source: 'answer',
              sourceId: answer.id,
              round: answer.round,
              position,
              publishedAt,
            },
            // An answer let out after its own date is overdue from the first minute.
            fate(stage.random, publishedAt.getTime(), Math.max(due, publishedAt.getTime())),
          );
        }),
  );
}

/** Interim answers promise too; what their authors said of the date is said of the promise. */
export function promisesOfInterim(
  stage: Stage,
  proposals: readonly SimulatedProposal[],
  acts: readonly SimulatedAct[],
): SimulatedPromise[] {
  return proposals.flatMap((proposal, at) => {
    if (proposal.kind !== 'interim' || proposal.state !== 'accepted' || !proposal.decidedAt)
      return [];
    const moved = proposals
      .slice(at + 1)
      .filter((one) => one.kind === 'extension' && one.state === 'accepted' && one.until);
    const until = moved.at(-1)?.until ?? proposal.until!;
    const due = endOfDay(stage.zone, until).getTime();
    const judged = acts.find(
      ({ advanced: { entry } }) =>
        (entry.move === 'confirm-plan' || entry.move === 'deny-plan') && entry.at.getTime() > due,
    )?.advanced.entry;
    const told: Told[] = [{ act: 'pass', at: due + stage.random.whole(1000, 290_000) }];
    if (judged)
      told.push({
        act: judged.move === 'confirm-plan' ? 'say-kept' : 'say-broken',
        at: Math.max(judged.at.getTime(), told[0]!.at + 1000),
      });
    return [
      walkPromise(
        stage,
        {
          source: 'interim',
          sourceId: proposal.id,
          round: proposal.round,
          position: 0,
          what: proposal.text,
          owner: ownerOf(stage.random),
          until,
          publishedAt: proposal.decidedAt,
        },
        told,
      ),
    ];
  });
}
