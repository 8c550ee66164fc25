import { defineCommand, type Context } from '@otklik/kernel';
import { confirmContact } from '@otklik/notices';
import type { z } from 'zod';
import { people } from '../policy.ts';
import { confirmAlert as input } from '../schema.ts';
import { alertByToken, begin, LINK_PURPOSE } from '../store/alerts.ts';

/**
 * Who holds the link holds the address: the alert begins. Pressed twice it is the same one.
 * @throws AppError link-expired, move-impossible (`too-many-alerts`)
 */
export const confirmAlert = defineCommand({
  name: 'wait-alerts.confirm-alert',
  input,
  limits: [{ per: 'origin', count_max: 60, window_s: 3600, actors: ['visitor', 'receipt'] }],
  policy: ({ app, tx, actor, input: { token } }: Context<z.output<typeof input>>) => {
    people({ actor });
    return alertByToken(tx, app.ports.keys.hash(LINK_PURPOSE, token));
  },
  async handle({ tx, subject }) {
    await confirmContact(tx, subject.contact_id);
    await begin(tx, subject);
    return { id: subject.id, before: subject.before_day };
  },
  audit: ({ output }) => ({ object: `wait-alert:${output.id}`, after: 'begun' }),
});
