import {
  labelOf,
  measure,
  readComments,
  themesOf,
  type Figure,
  type Share,
} from '@otklik/comment-themes';
import type { VectorRunner } from './runner.ts';

const LEAST_PRECISION = 0.75;
const LEAST_RECALL = 0.7;

/** Labelled comments: a comment that is not wholly right is `weak` and fails nothing; the figures over all decide. */
export const commentThemesRunner: VectorRunner = {
  async cases(json) {
    return readComments(json).map(({ id, text, labels }) => ({
      id,
      run() {
        const got = themesOf(text).map(({ aspect, side }) => labelOf(aspect, side));
        const missed = labels.filter((label) => !got.includes(label));
        const wrong = got.filter((label) => !labels.includes(label));
        if (missed.length + wrong.length === 0) return { result: 'ok' };
        const reasons = [
          ...missed.map((label) => `missed ${label}`),
          ...wrong.map((label) => `found ${label}`),
        ];
        return { result: 'weak', reason: reasons.join('; ') };
      },
    }));
  },

  summary(files) {
    const figures = measure(files.flatMap(readComments));
    const { precision, recall } = figures.at(-1)!;
    const failures: string[] = [];
    if (precision !== null && precision.value < LEAST_PRECISION)
      failures.push(`precision ${precision.value.toFixed(3)} is below ${LEAST_PRECISION}`);
    if (recall !== null && recall.value < LEAST_RECALL)
      failures.push(`recall ${recall.value.toFixed(3)} is below ${LEAST_RECALL}`);
    return { lines: [HEAD, ...figures.map(lineOf)], failures };
  },
};

const NAME_WIDTH = 26;
const HEAD = [
  'aspect and side'.padEnd(NAME_WIDTH),
  'there'.padEnd(6),
  'found'.padEnd(6),
  'precision (95 %)'.padEnd(24),
  'recall (95 %)',
].join(' ');

function lineOf({ aspect, side, there, found, precision, recall }: Figure): string {
  return [
    `${aspect} ${side}`.padEnd(NAME_WIDTH),
    String(there).padEnd(6),
    String(found).padEnd(6),
    shown(precision).padEnd(24),
    shown(recall),
  ].join(' ');
}

function shown(share: Share | null): string {
  if (share === null) return '-';
  return `${share.value.toFixed(3)} (${share.low.toFixed(2)} to ${share.high.toFixed(2)})`;
}
