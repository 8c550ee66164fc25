import { defineQuery } from '@otklik/kernel';
import { signedIn } from '../policy.ts';
import { nothing } from '../schema.ts';
import { sessionsOf } from '../store/index.ts';

/** One's own living sessions, the newest first. `device` is `browser/system`, coarse on purpose. */
export const mySessions = defineQuery({
  name: 'accounts.my-sessions',
  input: nothing,
  policy: signedIn,
  async handle({ tx, subject }) {
    const rows = await sessionsOf(tx, subject.personId);
    return rows.map((row) => ({
      sessionId: row.id,
      device: row.device,
      createdAt: row.created_at,
      lastSeenDay: row.last_seen_day,
      current: row.id === subject.sessionId,
    }));
  },
});
