import { defineCommand } from '@otklik/kernel';
import { zoneOfRegion } from '@otklik/registry';
import { isNight, SETTLE_ms } from '../model/schedule.ts';
import { onlySender } from '../policy.ts';
import { nothing as input } from '../schema.ts';
import { doubtTheLost } from '../store/outbox.ts';
import { planBatch } from '../store/planning.ts';

const BATCH_ROWS = 1000;

/** Plans the digests of a batch of subscriptions whose time has come; at night of none. */
export const planLetters = defineCommand({
  name: 'subscriptions.plan-letters',
  input,
  policy: onlySender,
  async handle({ tx }) {
    const zone = await zoneOfRegion(tx);
    if (isNight(zone, tx.now)) return { examined: 0, planned: 0, more: false };
    await doubtTheLost(tx);
    const done = await planBatch(tx, BATCH_ROWS, new Date(tx.now.getTime() - SETTLE_ms), zone);
    return { ...done, more: done.examined === BATCH_ROWS };
  },
  audit: ({ output }) => ({ object: 'subscriptions', after: `planned ${output.planned}` }),
});
