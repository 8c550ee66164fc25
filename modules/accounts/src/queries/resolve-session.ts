import { defineQuery } from '@otklik/kernel';
import { SECOND_FACTOR_TERM_s } from '../model.ts';
import { onlySystem } from '../policy.ts';
import { sessionRef } from '../schema.ts';
import { dayOf, findPerson, findSession, grantsOfPerson, later } from '../store/index.ts';

/**
 * Who a session is, with the grants of this instant; null for an ended one or a disabled person.
 * An e-mail link alone never gives the second factor: it counts when it was given in this very session.
 */
export const resolveSession = defineQuery({
  name: 'accounts.resolve-session',
  input: sessionRef,
  policy: onlySystem('accounts.door'),
  async handle({ app, tx, input }) {
    const session = await findSession(tx, input.sessionId);
    if (!session) return null;
    const [person, grants] = await Promise.all([
      findPerson(tx, session.person_id),
      grantsOfPerson(tx, session.person_id),
    ]);
    if (!person || person.disabled_at) return null;
    const given = session.second_factor_at;
    const secondFactor =
      (given !== null && later(given, SECOND_FACTOR_TERM_s) > tx.now) ||
      (session.demo_second_factor && app.settings.demo);
    return {
      personId: session.person_id,
      sessionId: session.id,
      grants,
      secondFactor,
      assurance: session.assurance,
      ...(session.proven_at ? { provenAt: session.proven_at } : {}),
      seenToday: session.last_seen_day === dayOf(tx.now),
    };
  },
});
