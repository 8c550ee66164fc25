import { defineQuery } from '@otklik/kernel';
import { byTicket } from '../policy.ts';
import { stopLink as input } from '../schema.ts';
import { nameTarget } from '../store/names.ts';

/** What the link of a letter would stop; null when it is gone with its person. @throws AppError not-found */
export const lookAtLink = defineQuery({
  name: 'subscriptions.look-at-link',
  input,
  policy: byTicket,
  async handle({ tx, subject }) {
    if (!subject) return null;
    const { title } = await nameTarget(tx, subject.target);
    return { title, frequency: subject.frequency, state: subject.state };
  },
});
