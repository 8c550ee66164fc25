import type { CorpusText, Score, TrapScore, TypeScore } from '@otklik/personal-data';
import { NUMBER_TYPES, readCorpus, scoreCorpus } from '@otklik/personal-data';
import type { VectorOutcome, VectorRunner } from './runner.ts';

const LEAST_RECALL = 0.95;
const LEAST_PRECISION = 0.9;

/**
 * Texts with marked personal data and traps. The figures over numbers and e-mail addresses decide; a span
 * counts as found when a found one shares a character with it, under whatever type.
 */
export const personalDataRunner: VectorRunner = {
  async cases(json) {
    return readCorpus(json).map((text) => ({ id: text.id, run: () => outcomeOf(text) }));
  },

  summary(files) {
    const score = scoreCorpus(files.flatMap(readCorpus));
    const numbers = sumOf('numbers and e-mails', score, (type) => NUMBER_TYPES.has(type));
    const rest = sumOf('names, addresses, others', score, (type) => !NUMBER_TYPES.has(type));
    const all = sumOf('all', score, () => true);
    const failures: string[] = [];
    const recall = share(numbers.overlapping, numbers.expected);
    const precision = share(numbers.right, numbers.found);
    if (numbers.expected > 0 && recall < LEAST_RECALL)
      failures.push(`recall of numbers and e-mails ${recall.toFixed(3)} is below ${LEAST_RECALL}`);
    if (numbers.found > 0 && precision < LEAST_PRECISION)
      failures.push(
        `precision of numbers and e-mails ${precision.toFixed(3)} is below ${LEAST_PRECISION}`,
      );
    const rows = [...score.types, numbers, rest, all].map(lineOf);
    const pairs = [...score.confusions].map(([pair, count]) => `${pair} ${count}`).join(', ');
    return {
      lines: [
        HEAD,
        ...rows,
        `traps touched ${score.trapsTouched.length} of ${score.traps}`,
        ...score.trapKinds.filter(({ touched }) => touched > 0).map(trapLineOf),
        ...(pairs === '' ? [] : [`found under another type: ${pairs}`]),
      ],
      failures,
    };
  },
};

function outcomeOf(text: CorpusText): VectorOutcome {
  const { missed, wrong, trapsTouched } = scoreCorpus([text]);
  const named = [
    ...missed.map((what) => `missed ${after(what)}`),
    ...wrong.map((what) => `found ${after(what)}`),
    ...trapsTouched.map((what) => `trap ${after(what)}`),
  ];
  return named.length === 0 ? { result: 'ok' } : { result: 'weak', reason: named.join('; ') };
}

function after(what: string): string {
  return what.slice(what.indexOf(': ') + 2);
}

function sumOf(type: string, score: Score, belongs: (type: string) => boolean): TypeScore {
  const sum = { type, expected: 0, exact: 0, overlapping: 0, covered: 0, found: 0, right: 0 };
  for (const one of score.types.filter((one) => belongs(one.type))) {
    sum.expected += one.expected;
    sum.exact += one.exact;
    sum.overlapping += one.overlapping;
    sum.covered += one.covered;
    sum.found += one.found;
    sum.right += one.right;
  }
  return sum;
}

const share = (part: number, whole: number): number => (whole === 0 ? 1 : part / whole);
const cell = (part: number, whole: number): string =>
  (whole === 0 ? '-' : `${share(part, whole).toFixed(3)} (${part}/${whole})`).padEnd(16);

const NAME_WIDTH = 26;
const HEAD = [
  'type'.padEnd(NAME_WIDTH),
  'exact recall'.padEnd(16),
  'overlapping'.padEnd(16),
  'wholly covered'.padEnd(16),
  'precision',
].join(' ');

const trapLineOf = ({ kind, traps, touched, as }: TrapScore): string =>
  `  ${kind}: ${touched} of ${traps}, found as ${[...as].toSorted().join(', ')}`;

function lineOf(score: TypeScore): string {
  const { type, expected, exact, overlapping, covered, found, right } = score;
  return [
    type.padEnd(NAME_WIDTH),
    cell(exact, expected),
    cell(overlapping, expected),
    cell(covered, expected),
    cell(right, found).trimEnd(),
  ].join(' ');
}
