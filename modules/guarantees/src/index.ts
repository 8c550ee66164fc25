export { manifest } from './manifest.ts';
export type { InsurerContact } from './store/contacts.ts';
export type { ReferralView } from './view.ts';
