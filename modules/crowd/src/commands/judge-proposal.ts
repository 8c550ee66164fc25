import { applyCuts, refuseProven } from '@otklik/cases';
import { AppError, defineCommand, type Tx } from '@otklik/kernel';
import { findPersonalData } from '@otklik/personal-data';
import { STATE_AFTER } from '../model.ts';
import { mayJudge } from '../policy.ts';
import { judgeProposal as input } from '../schema.ts';
import { absent, changeProposal, sealIn, textOf, type ProposalRow } from '../store/proposals.ts';
import { tellAuthor } from '../tell-author.ts';

/**
 * A moderator shows a proposal, with what must not be public cut out, sends it back to be mended, or rejects it;
 * the author is told.
 *
 * @throws AppError personal-data-left while something looks like somebody's name or a number for life
 */
export const judgeProposal = defineCommand({
  name: 'crowd.judge-proposal',
  input,
  policy: mayJudge,
  async handle({ tx, subject: { row, personId }, input: asked }) {
    const { decision, reason, note } = asked;
    const changes =
      decision === 'show'
        ? { text_public: await wordsToShow(tx, row, asked), shown_at: tx.now }
        : {
            reason_code: reason!,
            reason_sealed: note ? await sealIn(tx, row, 'reason_sealed', note) : null,
          };
    const state = STATE_AFTER[decision];
    const made = { ...changes, state, decided_at: tx.now, decided_by: personId };
    const version = await changeProposal(tx, row, made);
    await tellAuthor(tx, { ...row, ...made, version }, `proposal-${state}`);
    return { number: row.number, state };
  },
  audit: ({ subject: { row }, input: { reason }, output: { state } }) => ({
    object: row.id,
    before: 'waiting',
    after: reason && state !== 'shown' ? `${state}:${reason}` : state,
  }),
});

async function wordsToShow(
  tx: Tx,
  row: ProposalRow,
  { marked, acknowledged }: { marked?: string | undefined; acknowledged: boolean },
): Promise<string> {
  const text = await textOf(tx, row);
  if (text === null) throw absent();
  const shown = marked === undefined || marked === text ? text : applyCuts(text, marked);
  refuseProven(acknowledged, shown);
  if (!acknowledged && findPersonalData(shown).some(({ type }) => type === 'person'))
    throw new AppError('personal-data-left', { kinds: ['person'] });
  return shown;
}
