export { ALERT_TICKET, alertOfTicket, alertTicket } from './alert-ticket.ts';
export { manifest } from './manifest.ts';
export { ATTEMPTS_MAX, isBounce, isRefusedForGood, normaliseEmail, pauseAfter } from './model.ts';
export { linkTo, renderLetter, type LetterItem } from './render.ts';
export { emailAddress, localeCode } from './schema.ts';
export { contactMadeAt, contactWithoutAddress, swapAddresses } from './store-addresses.ts';
export {
  addressesOf,
  addressOf,
  confirmContact,
  contactFor,
  findContact,
  forgetContact,
  importContacts,
  isConfirmed,
  markBounced,
  sendLetter,
  speakTo,
  type LetterOrder,
  type SyntheticContact,
} from './store.ts';
export { eraseContactData } from './store-sweeps.ts';
export { lettersOf, type OwnLetter } from './store-own.ts';
export { wordsOf } from './words.ts';
export type {
  AccountChange,
  CaseLetter,
  CaseTemplate,
  ProposalLetter,
  ProposalTemplate,
  SystemicLetter,
  SystemicTemplate,
  TemplateData,
  TemplateName,
  ThanksLetter,
  ThanksTemplate,
  WaitLetter,
} from './templates.ts';
