import { AppError, defineCommand } from '@otklik/kernel';
import { dayIn, zoneOfRegion } from '@otklik/registry';
import { isRefusal } from '../model/agreement.ts';
import { isDrawn, lotOf } from '../model/drawing.ts';
import { clockOnly } from '../policy.ts';
import { allRules, rulesOn } from '../rules.ts';
import { onDecision as input } from '../schema.ts';
import { decisionAt } from '../store/decisions.ts';
import { insertSample } from '../store/samples.ts';

/**
 * Puts a decision among those that another moderator judges again. Its lot decides, by the share of the day it was
 * made on; drawn twice it is one sample.
 */
export const drawSample = defineCommand({
  name: 'moderation-watch.draw-sample',
  input,
  policy: clockOnly,
  async handle({ app, tx, input: { caseId, seq } }) {
    const decision = await decisionAt(tx, caseId, seq);
    const day = dayIn(await zoneOfRegion(tx), decision.decided_at);
    const rules = rulesOn(await allRules(tx), day);
    const lot = lotOf(app.ports.keys, { region: decision.region_id, caseId, seq });
    if (!isDrawn(lot, rules, isRefusal(decision.decision)))
      throw new AppError('move-impossible', { reason: 'not-drawn' });
    const { decided_by } = decision;
    return { drawn: await insertSample(tx, { case_id: caseId, seq, first_by: decided_by }) };
  },
  audit: ({ input: { caseId }, output }) => ({
    object: caseId,
    after: output.drawn ? 'drawn' : 'drawn-before',
  }),
});
