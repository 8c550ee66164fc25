import { defineQuery } from '@otklik/kernel';
import { people } from '../policy.ts';
import { feedAsked as input } from '../schema.ts';
import { nameTarget } from '../store/names.ts';
import { resolveTarget } from '../store/resolve.ts';

/** What a page's filters would subscribe to, in words. @throws AppError not-found */
export const describeTarget = defineQuery({
  name: 'subscriptions.describe-target',
  input,
  policy: people,
  async handle({ tx, input: { target: asked } }) {
    const target = await resolveTarget(tx, asked);
    return { kind: target.kind, ...(await nameTarget(tx, target)) };
  },
});
