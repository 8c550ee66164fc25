import { defineQuery } from '@otklik/kernel';
import { dayIn, zoneOfRegion } from '@otklik/registry';
import { isRefusal } from '../model/agreement.ts';
import { isDrawn, lotOf } from '../model/drawing.ts';
import { clockOnly } from '../policy.ts';
import { allRules, rulesOn } from '../rules.ts';
import { nothing as input } from '../schema.ts';
import { decisionsToDraw, samplesToVoid } from '../store/decisions.ts';

/** Decisions of the last week whose lot is drawn, and samples that can be judged no more: for the hourly job. */
export const listDue = defineQuery({
  name: 'moderation-watch.list-due',
  input,
  policy: clockOnly,
  async handle({ app, tx }) {
    const rules = await allRules(tx);
    const zone = await zoneOfRegion(tx);
    const drawn = (await decisionsToDraw(tx)).filter((one) => {
      const rule = rulesOn(rules, dayIn(zone, one.decided_at));
      const lot = lotOf(app.ports.keys, {
        region: one.region_id,
        caseId: one.case_id,
        seq: one.seq,
      });
      return isDrawn(lot, rule, isRefusal(one.decision));
    });
    const { sampleDaysMax } = rulesOn(rules, dayIn(zone, tx.now));
    return {
      draw: drawn.map(({ case_id, seq }) => ({ caseId: case_id, seq })),
      voided: await samplesToVoid(tx, sampleDaysMax),
    };
  },
});
