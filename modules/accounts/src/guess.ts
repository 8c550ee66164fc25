import type { GuessRule } from '@otklik/kernel';

const ofTheSignedIn: GuessRule<unknown>['targets'] = ({ actor }) =>
  actor.kind === 'person' ? [actor.personId] : [];

/** Codes of the authenticator and recovery codes of a person, at whatever door and in whatever session. */
export const secondFactorGuess: GuessRule<unknown> = {
  at: 'second-factor',
  targets: ofTheSignedIn,
};

/** Links by letter that count only in the session that asked for them. */
export const mailedLinkGuess: GuessRule<unknown> = { at: 'mailed-link', targets: ofTheSignedIn };
