import { defineCommand } from '@otklik/kernel';
import { onlySystem } from '../policy.ts';
import { nothing } from '../schema.ts';
import { later, regionIn } from '../store/index.ts';

/** Links are counted for a day (growing delay); of sessions a month is kept, for questions of their owners. */
const LINKS_KEPT_s = 86_400;
const SESSIONS_KEPT_s = 30 * 86_400;

/** Deletes links and sessions that are over. @returns how many of each */
export const sweepSignIns = defineCommand({
  name: 'accounts.sweep-sign-ins',
  input: nothing,
  policy: onlySystem('accounts.sweep-sign-ins'),
  async handle({ tx }) {
    const links = await tx.db
      .deleteFrom('sign_in_links')
      .where('region_id', '=', regionIn(tx))
      .where('created_at', '<', later(tx.now, -LINKS_KEPT_s))
      .where('expires_at', '<', tx.now)
      .executeTakeFirst();
    const long = later(tx.now, -SESSIONS_KEPT_s);
    const sessions = await tx.db
      .deleteFrom('sessions')
      .where('region_id', '=', regionIn(tx))
      .where((eb) => eb.or([eb('ended_at', '<', long), eb('expires_at', '<', long)]))
      .executeTakeFirst();
    return { links: Number(links.numDeletedRows), sessions: Number(sessions.numDeletedRows) };
  },
});
