import type { Labelled } from './measure.ts';
import { labelOf } from './measure.ts';
import { ASPECTS, SIDES } from './types.ts';

// Labelled comments in JSON, in two forms: ours with `themes`, and the demonstration's with one aspect and a sentiment.

/** A labelled comment with its id. */
export type CorpusComment = Labelled & { readonly id: string };

/** Names of aspects that the demonstration's file uses for ours. */
const THEIR_NAMES: Readonly<Record<string, string>> = {
  access: 'accessibility',
  results: 'information',
  phone: 'booking',
  general: 'other',
};

const KNOWN = new Set(ASPECTS.flatMap((aspect) => SIDES.map((side) => labelOf(aspect, side))));

/**
 * Reads a parsed file. Of the demonstration's form a mixed comment is left out: its label does not say which
 * side the aspect is on and never names the second one.
 * @throws a plain Error that says what is wrong with the file
 */
export function readComments(json: unknown): readonly CorpusComment[] {
  const comments = field(json, 'comments');
  if (!Array.isArray(comments)) throw new Error('the file has no list of comments');
  return comments.flatMap((comment: unknown, at) => {
    const text = field(comment, 'text');
    if (typeof text !== 'string') throw new Error(`comment ${at + 1} has no text`);
    const id = field(comment, 'id');
    const labels = labelsOf(comment);
    if (labels === null) return [];
    const strange = labels.find((label) => !KNOWN.has(label));
    if (strange !== undefined) throw new Error(`comment ${at + 1} has the label ${strange}`);
    return { id: typeof id === 'string' ? id : String(at + 1), text, labels };
  });
}

function labelsOf(comment: unknown): readonly string[] | null {
  const themes = field(comment, 'themes');
  if (Array.isArray(themes)) return themes.map(String);
  const sentiment = field(comment, 'sentiment');
  const aspect = String(field(comment, 'aspect'));
  if (sentiment === 'mixed') return null;
  return [`${THEIR_NAMES[aspect] ?? aspect}${sentiment === 'positive' ? '+' : '-'}`];
}

function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}
