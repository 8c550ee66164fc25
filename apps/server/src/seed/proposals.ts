import type { Advanced, Move, SimulatedProposal } from '@otklik/cases';
import { readData } from './names.ts';
import type { Random } from './random.ts';

/** What clinics propose and what authors say to it. */
const words =
  readData<
    Readonly<
      Record<
        | 'question'
        | 'reply'
        | 'interim'
        | 'extension'
        | 'not-ours'
        | 'denied'
        | 'again'
        | 'appeal'
        | 'alarm',
        string[]
      >
    >
  >('proposals');

const NOTES: Readonly<Partial<Record<Move, keyof typeof words>>> = {
  'appeal-rejection': 'appeal',
  reopen: 'again',
  'refute-again': 'again',
  'refuse-redirect': 'again',
  'deny-plan': 'denied',
  'raise-danger': 'alarm',
};

/** The note of a move that has words of its own. */
export function proposalWords(random: Random, move: Move): string | null {
  const kind = NOTES[move];
  return kind ? random.pick(words[kind]) : null;
}

/** Keeps what the clinic proposes, and what becomes of it. */
export function keepProposals(
  random: Random,
  { entry, facts, decided }: Advanced,
  actor: string,
  until: string | undefined,
  proposals: SimulatedProposal[],
): void {
  const last = proposals.at(-1);
  if (last && decided)
    proposals[proposals.length - 1] = {
      ...last,
      state: decided,
      decidedAt: entry.at,
      decidedBy: actor,
      ...(until ? { until } : {}),
    };
  if (last && entry.move === 'answer-question')
    proposals[proposals.length - 1] = {
      ...last,
      reply: random.pick(words.reply),
      repliedAt: entry.at,
    };
  const proposes = entry.move.startsWith('propose-') ? facts.proposal : null;
  if (!proposes) return;
  const dated = proposes === 'interim' || proposes === 'extension';
  const ahead = new Date(entry.at.getTime() + random.whole(10, 50) * 86_400_000);
  proposals.push({
    id: random.id(entry.at.getTime()),
    round: facts.round,
    kind: proposes,
    state: 'open',
    text: random.pick(words[proposes]),
    until: dated ? ahead.toISOString().slice(0, 10) : null,
    reason: entry.reason,
    proposedBy: actor,
    proposedAt: entry.at,
    decidedBy: null,
    decidedAt: null,
    reply: null,
    repliedAt: null,
  });
}
