export { createFeeds, FEED_ROUTES, FEEDS_PREFIX } from './door.ts';
