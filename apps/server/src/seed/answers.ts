import { readData } from './names.ts';
import type { Random } from './random.ts';

export const OUTCOMES = ['change-made', 'change-planned', 'no-change'] as const;
export type Outcome = (typeof OUTCOMES)[number];

type Sentences = Readonly<Record<'found' | Outcome, string[]>>;
interface Answers {
  readonly greeting: string[];
  /** Before «nothing changes»: what was found would speak against it. */
  readonly checked: string[];
  readonly closing: string[];
  readonly topics: Readonly<Record<string, Sentences | undefined>>;
}

const answers = readData<Answers>('answers');
const SHARES: Readonly<Record<Outcome, number>> = {
  'change-made': 55,
  'change-planned': 27,
  'no-change': 18,
};
const DAY_MS = 86_400_000;

/** A clinic's answer on a topic: what was found, what comes of it, whom to ask; and what it promises. */
export function answerText(
  random: Random,
  topicCode: string,
  writtenAt_ms: number,
): { outcome: Outcome; text: string; promised: { what: string; until: string } | null } {
  const outcome = random.weighted(OUTCOMES, (each) => SHARES[each]);
  const sentences = answers.topics[topicCode] ?? Object.values(answers.topics)[0]!;
  const planned = new Date(writtenAt_ms + random.whole(6, 40) * DAY_MS);
  const date = `${String(planned.getUTCDate()).padStart(2, '0')}.${String(planned.getUTCMonth() + 1).padStart(2, '0')}.${planned.getUTCFullYear()}`;
  // A character that no sentence holds keeps them apart until the slots are filled.
  const slots = [
    random.pick(answers.greeting),
    random.pick(outcome === 'no-change' ? answers.checked : sentences.found),
    random.pick(sentences[outcome]),
    ...(random.chance(0.6) ? [random.pick(answers.closing)] : []),
  ].join('\u0000');
  const parts = slots
    .replaceAll('{date}', date)
    .replaceAll('{room}', () => String(random.whole(1, 4) * 100 + random.whole(1, 30)))
    .replaceAll('{days}', () => String(random.whole(2, 4)))
    .replaceAll('{n}', () => String(random.whole(3, 9) * 5))
    .split('\u0000');
  return {
    outcome,
    text: parts.join(' '),
    promised:
      outcome === 'change-planned'
        ? { what: parts[2]!, until: planned.toISOString().slice(0, 10) }
        : null,
  };
}
