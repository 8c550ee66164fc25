export { importThanks, type SimulatedThanks } from './bulk.ts';
export { manifest } from './manifest.ts';
export { forgetThanksOf, ownThanks } from './own-thanks.ts';
export { publishedByMonth } from './store/counts.ts';
export type { AuthorView, PublicThanks } from './view.ts';
