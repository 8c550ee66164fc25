import type { Labelled } from './measure.ts';

// Two forms of labelled comments: lines `label label | text`, and the JSON of the demonstration's comments.

/** Reads lines; throws a plain Error with the number of a line it cannot read. */
export function readLines(content: string): readonly Labelled[] {
  return content
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line, at) => {
      const bar = line.indexOf('|');
      if (bar < 0) throw new Error(`line ${at + 1} has no bar between labels and text`);
      const labels = line.slice(0, bar).trim().split(/\s+/u);
      return { text: line.slice(bar + 1).trim(), labels: labels.filter((label) => label !== '-') };
    });
}

/** Names of aspects that the demonstration's file uses for ours. */
const THEIR_NAMES: Readonly<Record<string, string>> = {
  access: 'accessibility',
  results: 'information',
  phone: 'booking',
  general: 'other',
};

interface DemoComment {
  readonly sentiment: string;
  readonly aspect: string;
  readonly text: string;
}

/**
 * Reads the demonstration's file: one aspect a comment. A mixed one is left out, for its label does not say
 * which side its aspect is on and never names the second aspect.
 */
export function readDemo(json: unknown): readonly Labelled[] {
  return commentsIn(json).flatMap(({ sentiment, aspect, text }) => {
    if (sentiment === 'mixed') return [];
    return { text, labels: [`${THEIR_NAMES[aspect] ?? aspect}${sentiment === 'positive' ? '+' : '-'}`] };
  });
}

function commentsIn(json: unknown): readonly DemoComment[] {
  if (typeof json !== 'object' || json === null || !('comments' in json)) {
    throw new Error('the file has no comments');
  }
  const { comments } = json;
  if (!Array.isArray(comments) || !comments.every(isComment)) {
    throw new Error('comments is not a list with sentiment, aspect and text');
  }
  return comments;
}

function isComment(value: unknown): value is DemoComment {
  return (
    typeof value === 'object' &&
    value !== null &&
    ['sentiment', 'aspect', 'text'].every((name) => typeof Reflect.get(value, name) === 'string')
  );
}
