import { defineCommand } from '@otklik/kernel';
import { onlyTime } from '../policy.ts';
import { nothing as input } from '../schema.ts';
import { wake } from '../store/wake.ts';

/**
 * What time alone does: places that passed, were released or came within the horizon, each at its own moment;
 * sources that fell silent; the sample of the day; the log's months ahead.
 */
export const wakeWaits = defineCommand({
  name: 'access.wake-waits',
  input,
  policy: onlyTime,
  handle: ({ tx }) => wake(tx),
  audit: ({ output }) => ({ object: 'access-waits', after: `${output.woken}` }),
});
