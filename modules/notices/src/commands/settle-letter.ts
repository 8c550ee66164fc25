import { defineCommand } from '@otklik/kernel';
import { onlyDelivery } from '../policy.ts';
import { deliveryReport } from '../schema.ts';
import { settleLetter as settle } from '../store.ts';

/** Records what became of a letter that was taken for delivery. */
export const settleLetter = defineCommand({
  name: 'notices.settle-letter',
  input: deliveryReport,
  policy: onlyDelivery,
  handle: ({ tx, input }) =>
    settle(tx, { id: input.letterId, fence: input.fence, delivery: input.delivery }),
  audit: ({ input, output }) => ({
    object: `letter:${input.letterId}`,
    ...(output ? { after: output } : {}),
  }),
});
