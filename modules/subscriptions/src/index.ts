export { excerpt, ONE_CLICK_PATH } from './letter.ts';
export { manifest } from './manifest.ts';
export { stopTicket } from './model/stop-link.ts';
export { FREQUENCIES, type Frequency } from './model/schedule.ts';
export { sendDue } from './send-due.ts';
export type { FeedEntry } from './store/feed.ts';
export { putSubscription, type NewSubscription } from './store/subscriptions.ts';
