import { answerJudged, entriesOfCase, noteJudged, type CaseRow } from '@otklik/cases';
import { storyAsSent } from '@otklik/complaints';
import type { Tx } from '@otklik/kernel';
import type { DecisionRow } from './store/decisions.ts';

export interface SampleWords {
  /** What is judged, as it was sent. */
  readonly text: string;
  /** What stands in public of it; null where it does not. */
  readonly shown: string | null;
  /** Of an answer or a supporter's note: the message that it stands beside. */
  readonly beside: string | null;
  /** Of an answer: which one, for its photos. */
  readonly answerId: string | null;
}

/** The words that a decision was about; null when they are not there any more as they were. */
export async function wordsOfSample(
  tx: Tx,
  row: CaseRow,
  { kind, seq, support_id }: Pick<DecisionRow, 'kind' | 'seq' | 'support_id'>,
): Promise<SampleWords | null> {
  if (row.erased_at !== null) return null;
  if (support_id !== null) {
    const note = await noteJudged(tx, row.id, support_id);
    if (!note) return null;
    const { shown, text } = await storyAsSent(tx, row);
    return { ...note, beside: shown ?? text, answerId: null };
  }
  const entries = await entriesOfCase(tx, row.id);
  if (entries.some((entry) => entry.seq > seq && entry.move === 'resubmit')) return null;
  const story = await storyAsSent(tx, row);
  if (kind === 'message')
    return story.text === null
      ? null
      : { text: story.text, shown: story.shown, beside: null, answerId: null };
  const at = entries.find((entry) => entry.seq === seq)?.at;
  const answer = at && (await answerJudged(tx, row, at));
  if (!answer) return null;
  const { id, text, shown } = answer;
  return { text, shown, beside: story.shown ?? story.text, answerId: id };
}
