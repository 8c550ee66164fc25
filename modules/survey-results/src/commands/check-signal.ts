import { defineCommand, principalOf } from '@otklik/kernel';
import { todayOf } from '@otklik/registry';
import { keyOf } from '../model/signals.ts';
import { checksSignal } from '../policy-signals.ts';
import { checkSignal as input } from '../schema.ts';
import { putCheck } from '../store/signal-checks.ts';

/** Somebody independent of the place looked into a signal and says what they found. Figures stay as they are. */
export const checkSignal = defineCommand({
  name: 'survey-results.check-signal',
  input,
  policy: checksSignal,
  async handle({ tx, actor, subject: signal, input: { found, words } }) {
    const checkedOn = await todayOf(tx);
    const { placeId } = signal;
    await putCheck(tx, principalOf(actor), {
      signal: keyOf(signal),
      placeId,
      found,
      words,
      checkedOn,
    });
    return { kind: signal.kind, placeId };
  },
  audit: ({ input: { found }, output: { kind, placeId } }) => ({
    object: `survey-place:${placeId}`,
    after: `${kind}:${found}`,
  }),
});
