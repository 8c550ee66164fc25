import { defineQuery } from '@otklik/kernel';
import { feedAsked as input } from '../schema.ts';
import { caseFeed, listFeed, takenAwayAt } from '../store/feed.ts';
import { nameTarget } from '../store/names.ts';
import { resolveTarget } from '../store/resolve.ts';

/** A public list, or the steps of one message, as a feed tells it. @throws AppError not-found */
export const readFeed = defineQuery({
  name: 'subscriptions.read-feed',
  input,
  limits: [{ per: 'origin', count_max: 3600, window_s: 3600, actors: ['visitor'] }],
  policy: () => undefined,
  async handle({ tx, input: { target: asked } }) {
    const target = await resolveTarget(tx, asked);
    const entries =
      target.kind === 'case' ? await caseFeed(tx, target.caseId!) : await listFeed(tx, target);
    return {
      kind: target.kind,
      ...(await nameTarget(tx, target)),
      entries,
      takenAwayAt: await takenAwayAt(tx),
    };
  },
});
