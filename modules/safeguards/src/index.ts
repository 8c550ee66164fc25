export { manifest } from './manifest.ts';
export { ownSafeguards, type OwnSafeguards } from './own-words.ts';
export { closeContactOf, type OpenedContact } from './store/contacts.ts';
