import { defineModule, sweepBy } from '@otklik/kernel';
import { carryLetters } from './commands/carry-letters.ts';
import { changeSubscription } from './commands/change-subscription.ts';
import { confirmSubscription } from './commands/confirm-subscription.ts';
import { forgetLetters } from './commands/forget-letters.ts';
import { forgetRequests } from './commands/forget-requests.ts';
import { planLetters } from './commands/plan-letters.ts';
import { stopByLink } from './commands/stop-by-link.ts';
import { stopSubscription } from './commands/stop-subscription.ts';
import { subscribe } from './commands/subscribe.ts';
import { wakeSubscribers } from './commands/wake-subscribers.ts';
import { sendDigests } from './jobs/send-digests.ts';
import { describeTarget } from './queries/describe-target.ts';
import { listMine } from './queries/list-mine.ts';
import { lookAtLink } from './queries/look-at-link.ts';
import { readFeed } from './queries/read-feed.ts';

export const manifest = defineModule({
  name: 'subscriptions',
  needs: ['cases', 'complaints', 'notices', 'registry', 'retention'],
  commands: {
    carryLetters,
    changeSubscription,
    confirmSubscription,
    forgetLetters,
    forgetRequests,
    planLetters,
    stopByLink,
    stopSubscription,
    subscribe,
    wakeSubscribers,
  },
  queries: { describeTarget, listMine, lookAtLink, readFeed },
  jobs: [sendDigests],
  retention: [
    sweepBy('subscription-requests', forgetRequests),
    sweepBy('subscription-letters', forgetLetters),
  ],
  settings: {},
  constraints: {
    one_subscription_per_target: 'already-exists',
    one_digest_per_period: 'already-done',
  },
  migrations: new URL('../migrations/', import.meta.url),
});
