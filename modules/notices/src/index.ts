export { manifest } from './manifest.ts';
export { normaliseEmail } from './model.ts';
export { emailAddress, localeCode } from './schema.ts';
export { contactMadeAt, contactWithoutAddress, swapAddresses } from './store-addresses.ts';
export {
  addressOf,
  confirmContact,
  contactFor,
  findContact,
  forgetContact,
  importContacts,
  isConfirmed,
  sendLetter,
  speakTo,
  type LetterOrder,
  type SyntheticContact,
} from './store.ts';
export { eraseContactData } from './store-sweeps.ts';
export { lettersOf, type OwnLetter } from './store-own.ts';
export type {
  AccountChange,
  CaseLetter,
  CaseTemplate,
  TemplateData,
  TemplateName,
} from './templates.ts';
