export { importThanks, type SimulatedThanks } from './bulk.ts';
export { manifest } from './manifest.ts';
export { TELL_DUTY_OF_THANKS } from './commands/send-thanks.ts';
export { forgetThanksOf, ownThanks } from './own-thanks.ts';
export { publishedByMonth } from './store/counts.ts';
export type { AuthorView, PublicThanks } from './view.ts';
