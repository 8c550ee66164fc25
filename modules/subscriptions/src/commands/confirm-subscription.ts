import { AppError, defineCommand, type Context } from '@otklik/kernel';
import { confirmContact } from '@otklik/notices';
import type { z } from 'zod';
import { linkToken as input } from '../schema.ts';
import { LINK_PURPOSE, requestByLink } from '../store/requests.ts';
import { nameTarget } from '../store/names.ts';
import { countActive, putSubscription, SUBSCRIPTIONS_MAX } from '../store/subscriptions.ts';

/**
 * Who holds the link holds the address: the subscription begins. Pressed twice it is the same one.
 * @throws AppError link-expired, move-impossible (`too-many-subscriptions`)
 */
export const confirmSubscription = defineCommand({
  name: 'subscriptions.confirm-subscription',
  input,
  limits: [{ per: 'origin', count_max: 60, window_s: 3600, actors: ['visitor', 'receipt'] }],
  policy: ({ app, tx, actor, input: { token } }: Context<z.output<typeof input>>) => {
    if (actor.kind === 'key' || actor.kind === 'system') throw new AppError('forbidden');
    return requestByLink(tx, app.ports.keys.hash(LINK_PURPOSE, token));
  },
  async handle({ tx, subject }) {
    await confirmContact(tx, subject.contactId);
    if ((await countActive(tx, subject.contactId)) >= SUBSCRIPTIONS_MAX)
      throw new AppError('move-impossible', { reason: 'too-many-subscriptions' });
    const id = await putSubscription(tx, subject);
    return { id, ...(await nameTarget(tx, subject.target)), frequency: subject.frequency };
  },
  audit: ({ output }) => ({ object: `subscription:${output.id}`, after: 'begun' }),
});
