import { AppError, defineCommand, newSecret, type Actor, type Tx } from '@otklik/kernel';
import { addressOf, contactFor, sendLetter } from '@otklik/notices';
import { people } from '../policy.ts';
import { subscribe as input } from '../schema.ts';
import { nameTarget } from '../store/names.ts';
import { addRequest, LINK_PURPOSE, refuseFlood, REQUEST_LIFE_h } from '../store/requests.ts';
import { resolveTarget } from '../store/resolve.ts';
import { countActive, putSubscription, SUBSCRIPTIONS_MAX } from '../store/subscriptions.ts';

/** The account's own address, where it has one: it was shown to be theirs when they signed in. */
async function ownContact(tx: Tx, actor: Actor): Promise<string | null> {
  if (actor.kind !== 'person') return null;
  return (await addressOf(tx, actor.personId)) ? actor.personId : null;
}

/**
 * Subscribes to a list or to one message. Who is signed in hears from now on; any other address first gets a
 * letter that asks, and nothing but it. Addresses that are subscribed already, unknown or refused take the
 * same path, so neither the answer nor the act log tells them apart.
 *
 * @throws AppError invalid-input (`email`), not-found, too-many-requests (5 letters a day per address)
 */
export const subscribe = defineCommand({
  name: 'subscriptions.subscribe',
  input,
  proofOfWork: true,
  limits: [
    { per: 'origin', count_max: 40, window_s: 86_400, actors: ['visitor', 'receipt'] },
    { per: 'principal', count_max: 100, window_s: 86_400, actors: ['person'] },
  ],
  policy: people,
  async handle({ app, tx, actor, input: asked }) {
    const { frequency, email, locale } = asked;
    const target = await resolveTarget(tx, asked.target);
    const own = await ownContact(tx, actor);
    if (own) {
      if ((await countActive(tx, own)) >= SUBSCRIPTIONS_MAX)
        throw new AppError('move-impossible', { reason: 'too-many-subscriptions' });
      await putSubscription(tx, { contactId: own, target, frequency, locale });
      return { asked: false };
    }
    if (!email)
      throw new AppError('invalid-input', { issues: [{ path: 'email', code: 'required' }] });
    const contactId = await contactFor(tx, { email, locale });
    await refuseFlood(tx, contactId);
    const token = newSecret();
    await addRequest(tx, app.ports.keys.hash(LINK_PURPOSE, token), {
      contactId,
      target,
      frequency,
      locale,
    });
    const { title } = await nameTarget(tx, target);
    await sendLetter(tx, {
      contactId,
      template: 'subscription-confirmation',
      data: { titleRu: title.ru, titleEn: title.en, hours: REQUEST_LIFE_h, locale },
      secret: `/subscribe/confirm/${token}`,
    });
    return { asked: true };
  },
  audit: ({ output }) => ({ object: 'subscription', after: output.asked ? 'asked' : 'begun' }),
});
