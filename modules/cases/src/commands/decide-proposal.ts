import { AppError, defineCommand, type Context } from '@otklik/kernel';
import type { z } from 'zod';
import { applyCuts } from '../model/cuts.ts';
import { isSecondExtension, type Move } from '../model/moves.ts';
import { refuseProven } from '../model/personal-data.ts';
import { keepInterim } from '../keep-interim.ts';
import { moveCase } from '../move-case.ts';
import { mayMove } from '../policy.ts';
import { decideProposal as input } from '../schema-lifecycle.ts';
import { loadForMove } from '../store/cases.ts';
import { openProposal, ownerOf, setProposal, signedBy } from '../store/proposals.ts';
import { auditMove } from '../audit-move.ts';

type In = z.output<typeof input>;

async function moveFor({ tx, actor, input: { number, finding } }: Context<In>): Promise<Move> {
  if (actor.kind === 'visitor') throw new AppError('sign-in-required');
  const { facts } = await loadForMove(tx, { number });
  const is_second = facts.proposal === 'extension' && isSecondExtension(facts.clocks, facts.round);
  if (finding === 'refused') {
    if (facts.proposal !== 'extension') return 'refuse-proposal';
    return is_second ? 'refuse-extension-again' : 'refuse-extension';
  }
  if (facts.proposal === 'question') return 'ask-author';
  if (facts.proposal !== 'extension') return 'accept-interim';
  return is_second ? 'extend-again' : 'accept-extension';
}

/**
 * A moderator lets a clinic's question, promise or later date through, or not; about a second extension only
 * a controller decides, either way. Its words become public with the decision, whole or with cuts whose gaps
 * are marked.
 */
export const decideProposal = defineCommand({
  name: 'cases.decide-proposal',
  input,
  async policy(context: Context<In>) {
    const move = await moveFor(context);
    return { move, ...(await mayMove(move)(context)) };
  },
  async handle({ tx, actor, subject, input: decision }) {
    const { row, move } = subject;
    if (decision.finding === 'refused') {
      const { reason, note } = decision;
      const { facts } = await moveCase(tx, actor, subject, move, { reason, note });
      return { number: row.number, state: facts.state };
    }
    const open = await openProposal(tx, row.id);
    const place = { table: 'case_proposals', column: 'text_sealed', row: open.id };
    const text =
      open.text_sealed && (await tx.vault.open(row.data_key_id, place, open.text_sealed));
    const owner = await ownerOf(tx, row.data_key_id, open);
    if (!text) throw new AppError('not-found', { kind: 'proposal' });
    const { marked, acknowledged } = decision;
    const shown = marked === undefined || marked === text ? text : applyCuts(text, marked);
    // Who keeps the promise stands beside it in public, so it is held to the same rule.
    refuseProven(acknowledged, shown, owner);
    const until = open.until ?? undefined;
    const { facts } = await moveCase(tx, actor, subject, move, {
      until,
      publicFacts: until ? { until, ...signedBy(open) } : null,
    });
    await setProposal(tx, row.id, open.id, {
      text_public: shown,
      // What was cut stays sealed, for the clinic to see the difference.
      text_sealed: shown === text ? null : open.text_sealed,
    });
    if (until) await keepInterim(tx, row, move, { ...open, until, text: shown, owner });
    return { number: row.number, state: facts.state };
  },
  audit: auditMove,
});
