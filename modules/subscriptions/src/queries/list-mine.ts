import { defineQuery } from '@otklik/kernel';
import { addressOf } from '@otklik/notices';
import { signedIn } from '../policy.ts';
import { nothing as input } from '../schema.ts';
import { nameTarget } from '../store/names.ts';
import { subscriptionsOf } from '../store/subscriptions.ts';

/** One's own subscriptions, those that run first. */
export const listMine = defineQuery({
  name: 'subscriptions.list-mine',
  input,
  policy: signedIn,
  async handle({ tx, subject: contactId }) {
    const rows = await subscriptionsOf(tx, contactId);
    const list = [];
    for (const row of rows.toSorted((a, b) => a.state.localeCompare(b.state)))
      list.push({
        id: row.id,
        ...(await nameTarget(tx, row.target)),
        frequency: row.frequency,
        state: row.state,
        stopReason: row.stop_reason,
        since: row.created_at,
        nextAt: row.next_at,
      });
    return { hasAddress: (await addressOf(tx, contactId)) !== null, subscriptions: list };
  },
});
