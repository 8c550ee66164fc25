import { applyCuts } from '@otklik/cases';
import { AppError, defineCommand } from '@otklik/kernel';
import { agree } from '../model/agreement.ts';
import { coveredByGaps, coveredByMarks, shareOfBoth } from '../model/cut-spans.ts';
import { holder } from '../policy.ts';
import { wordsOfSample, type SampleWords } from '../sample-words.ts';
import { CHOICES, judgeSample as input } from '../schema.ts';
import { decisionAt } from '../store/decisions.ts';
import { writeJudged } from '../store/samples.ts';

const LETTING_OUT: readonly string[] = ['publish', 'publish-answer', 'publish-note'];

/** @throws AppError reason-required, invalid-input for a decision that words of this kind do not have */
function refuseUnfit(kind: string, decision: string, reason: string | undefined): void {
  const choices: Readonly<Record<string, readonly string[] | null>> =
    kind === 'answer' || kind === 'note' ? CHOICES[kind] : CHOICES.message;
  const reasons = choices[decision];
  if (reasons === undefined)
    throw new AppError('invalid-input', { issues: [{ path: 'decision', code: 'custom' }] });
  if (reasons !== null && (!reason || !reasons.includes(reason)))
    throw new AppError('reason-required', { move: decision });
}

/** Of what either cut the share that both cut; null where one of the two let nothing out, or neither cut. */
function cutsShared({ text, shown }: SampleWords, marked: string | undefined): number | null {
  if (shown === null) return null;
  if (marked !== undefined && marked !== text) applyCuts(text, marked);
  const second =
    marked === undefined || marked === text ? new Set<number>() : coveredByMarks(marked);
  return shareOfBoth(coveredByGaps(text, shown), second);
}

/**
 * A second moderator says what they would have decided, without knowing what was. Nothing happens to the case;
 * afterwards both decisions are shown, and two that differ stand before the controllers.
 */
export const judgeSample = defineCommand({
  name: 'moderation-watch.judge-sample',
  input,
  policy: holder,
  async handle({ tx, subject: { sample, row, personId }, input: judged }) {
    if (sample.state !== 'waiting') throw new AppError('already-done');
    const first = await decisionAt(tx, sample.case_id, sample.seq);
    const words = await wordsOfSample(tx, row, first);
    if (!words) throw new AppError('move-impossible', { reason: 'words-gone' });
    const { decision } = judged;
    refuseUnfit(first.kind, decision, judged.reason);
    const letsOut = LETTING_OUT.includes(decision);
    const reason = letsOut ? null : (judged.reason ?? null);
    const before = { decision: first.decision, reason: first.reason_code };
    const agrees = agree(before, { decision, reason });
    const cuts_shared =
      letsOut && first.decision === decision ? cutsShared(words, judged.marked) : null;
    const seconds = Math.max(
      0,
      Math.round((tx.now.getTime() - (sample.held_at ?? tx.now).getTime()) / 1000),
    );
    const written = { judged_by: personId, decision, reason_code: reason, seconds, agrees };
    if (!(await writeJudged(tx, sample.id, { ...written, cuts_shared })))
      throw new AppError('already-done');
    return { sampleId: sample.id, agrees, first: before, second: { decision, reason } };
  },
  audit: ({ subject, output }) => ({
    object: subject.row.id,
    after: output.agrees ? 'sample:agrees' : 'sample:differs',
  }),
});
