import { defineJob } from '@otklik/jobs';
import { runCommand, type Actor } from '@otklik/kernel';
import { settleLetter } from '../commands/settle-letter.ts';
import { takeLetter } from '../commands/take-letter.ts';
import { isBounce, isRefusedForGood } from '../model.ts';
import type { Delivery } from '../store.ts';

/**
 * Sends one letter, outside any transaction. At least once: a worker that dies between the post office
 * and the record sends a second copy under the same id. A postponed letter queues its own next try.
 */
export const deliverLetter = defineJob({
  name: 'notices.deliver-letter',
  async run({ app, payload }) {
    const { region, letterId } = payload;
    const actor: Actor = { kind: 'system', region: String(region), name: 'notices.deliver-letter' };
    const taken = await runCommand(app, actor, takeLetter, { letterId });
    if (!taken) return;
    let delivery: Delivery = 'sent';
    try {
      await app.ports.mail.send(taken.letter);
    } catch (error) {
      delivery = isBounce(error) ? 'bounced' : isRefusedForGood(error) ? 'refused' : 'postponed';
      const name = error instanceof Error ? error.name : 'error';
      app.log.warn('letter.not-taken', { letter: String(letterId), delivery, name });
    }
    await runCommand(app, actor, settleLetter, { letterId, fence: taken.fence, delivery });
  },
});
