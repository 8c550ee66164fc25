import { defineCommand } from '@otklik/kernel';
import { zoneOfRegion } from '@otklik/registry';
import { isNight, SETTLE_ms, SPAN_MAX_ms } from '../model/schedule.ts';
import { onlySender } from '../policy.ts';
import { nothing as input } from '../schema.ts';
import { moveWatermark, seenUntil, wakeTouched } from '../store/waking.ts';

/**
 * Looks at what became public since the last look and makes subscriptions `at once` due that it touches. At
 * night nobody looks: the morning's first look sees the whole night.
 * @returns how many woke
 */
export const wakeSubscribers = defineCommand({
  name: 'subscriptions.wake-subscribers',
  input,
  policy: onlySender,
  async handle({ tx }) {
    if (isNight(await zoneOfRegion(tx), tx.now)) return 0;
    const to = new Date(tx.now.getTime() - SETTLE_ms);
    const seen = await seenUntil(tx, to);
    if (seen >= to) return 0;
    const from = new Date(Math.max(seen.getTime(), to.getTime() - SPAN_MAX_ms));
    const woken = await wakeTouched(tx, { from, to });
    await moveWatermark(tx, to);
    return woken;
  },
  audit: ({ output }) => ({ object: 'subscriptions', after: `woken ${output}` }),
});
