export { importThanks, type SimulatedThanks } from './bulk.ts';
export { manifest } from './manifest.ts';
export { TELL_DUTY_OF_THANKS } from './commands/send-thanks.ts';
export { CONSENT_ANSWERS, REFUSAL_REASONS, type Consent, type RefusalReason } from './model.ts';
export { forgetThanksOf, ownThanks } from './own-thanks.ts';
export { PEOPLE_MAX, THANKS_CHARACTERS_MAX } from './schema.ts';
export { publishedByMonth } from './store/counts.ts';
export type { AuthorView, PublicThanks } from './view.ts';
