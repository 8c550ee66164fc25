import type { ErrorCode } from '@otklik/kernel';

/** One refusal that the rules of complaints ask for, and the code it is told by. */
export interface Refusal {
  /** Stable; `tests/refusals.test.ts` provokes it under this name. */
  readonly key: string;
  readonly about: (typeof REFUSAL_AREAS)[number];
  readonly refused: string;
  readonly code: ErrorCode;
  /** What `data` says beside the code, where one code has several grounds. */
  readonly reason?: string;
}

/** The areas of the rules, in the order of the life of a complaint. */
export const REFUSAL_AREAS = [
  'life of a case',
  'clocks',
  'topics and the form',
  'moderation',
  'verdict and control',
  'interim answers, wrong body, appeals under 59-FZ',
  'danger',
  'answers',
  'statistics',
  'photos, anonymity, erasure',
] as const;

const LIFE = 'life of a case';
const CLOCKS = 'clocks';
const FORM = 'topics and the form';
const MODERATION = 'moderation';
const VERDICT = 'verdict and control';
const CHANNELS = 'interim answers, wrong body, appeals under 59-FZ';
const OWN = 'photos, anonymity, erasure';

export const REFUSALS: readonly Refusal[] = [
  {
    key: 'impossible-move',
    about: LIFE,
    refused: 'a move that the case’s state does not know',
    code: 'move-impossible',
  },
  {
    key: 'second-mover',
    about: LIFE,
    refused: 'the second of two people who move one case at once',
    code: 'changed-meanwhile',
  },
  {
    key: 'move-by-nobody',
    about: LIFE,
    refused: 'a move without signing in',
    code: 'sign-in-required',
  },
  {
    key: 'move-by-another-role',
    about: LIFE,
    refused: 'a move that is another role’s, of a public case',
    code: 'forbidden',
  },
  {
    key: 'unpublished-to-clinic',
    about: LIFE,
    refused: 'a look of the clinic at what is not published',
    code: 'not-found',
  },
  {
    key: 'unpublished-to-public',
    about: LIFE,
    refused: 'a look of the public at what is not published',
    code: 'not-found',
  },
  { key: 'unknown-number', about: LIFE, refused: 'a number that names no case', code: 'not-found' },
  {
    key: 'staff-without-factor',
    about: LIFE,
    refused: 'staff work without the second factor',
    code: 'second-factor-required',
  },
  { key: 'own-case', about: LIFE, refused: 'moderating a case of one’s own', code: 'not-found' },
  {
    key: 'appeal-twice',
    about: LIFE,
    refused: 'a second appeal against a refusal',
    code: 'move-impossible',
  },
  {
    key: 'appeal-by-same-moderator',
    about: LIFE,
    refused: 'deciding an appeal against one’s own refusal',
    code: 'forbidden',
    reason: 'second-look-by-the-same-person',
  },
  {
    key: 'confirm-link-unknown',
    about: LIFE,
    refused: 'a link of confirmation that is late, spent by another or unknown',
    code: 'link-expired',
  },
  {
    key: 'third-pause',
    about: CLOCKS,
    refused: 'a third pause of one case',
    code: 'pauses-used-up',
  },
  {
    key: 'year-without-calendar',
    about: CLOCKS,
    refused:
      'a term over a year that has no calendar (no date is promised; asked for by itself it is refused)',
    code: 'calendar-year-missing',
  },
  {
    key: 'agree-to-nothing',
    about: CLOCKS,
    refused: 'agreeing to a longer term where none is offered',
    code: 'move-impossible',
    reason: 'nothing-to-agree-to',
  },
  {
    key: 'explain-in-time',
    about: CLOCKS,
    refused: 'explaining a delay that is none',
    code: 'move-impossible',
    reason: 'not-overdue',
  },
  {
    key: 'same-topic',
    about: CLOCKS,
    refused: 'changing the topic to the same one',
    code: 'unknown-reference',
  },
  {
    key: 'topic-suspended',
    about: FORM,
    refused: 'a complaint on a topic that is suspended',
    code: 'topic-closed',
  },
  {
    key: 'topic-out-of-season',
    about: FORM,
    refused: 'a complaint on a topic out of season',
    code: 'topic-closed',
  },
  {
    key: 'topic-of-another-channel',
    about: FORM,
    refused: 'a message on a topic whose channel is an appeal or emergency help',
    code: 'topic-closed',
  },
  {
    key: 'danger-unsaid',
    about: FORM,
    refused: 'a complaint on a topic that asks of danger, without an answer to that',
    code: 'invalid-input',
  },
  {
    key: 'topic-unknown',
    about: FORM,
    refused: 'a complaint on a topic that is not there',
    code: 'unknown-reference',
  },
  {
    key: 'clinic-unknown',
    about: FORM,
    refused: 'a complaint about a clinic that is not there',
    code: 'not-found',
  },
  {
    key: 'clinic-closed',
    about: FORM,
    refused: 'a complaint about a clinic that has closed',
    code: 'clinic-closed',
  },
  {
    key: 'facts-missing',
    about: FORM,
    refused: 'a required question of the topic left open',
    code: 'invalid-input',
  },
  {
    key: 'facts-in-the-future',
    about: FORM,
    refused: 'a visit that lies in the future',
    code: 'invalid-input',
  },
  {
    key: 'evidence-missing',
    about: FORM,
    refused: 'a topic’s required photo left out',
    code: 'invalid-input',
  },
  {
    key: 'story-too-long',
    about: FORM,
    refused: 'a story of more than 4,000 characters',
    code: 'invalid-input',
  },
  {
    key: 'address-missing',
    about: FORM,
    refused: 'a complaint of nobody: neither account nor address',
    code: 'invalid-input',
  },
  {
    key: 'no-puzzle',
    about: FORM,
    refused: 'sending without an account and without the check against robots',
    code: 'proof-of-work-required',
  },
  {
    key: 'wish-too-short',
    about: FORM,
    refused: 'a wished topic without words',
    code: 'invalid-input',
  },
  {
    key: 'topic-half-a-season',
    about: FORM,
    refused: 'saving a topic with a broken definition',
    code: 'invalid-input',
  },
  {
    key: 'topic-overtaken',
    about: FORM,
    refused: 'saving a topic that somebody else changed',
    code: 'changed-meanwhile',
  },
  {
    key: 'refusal-without-reason',
    about: MODERATION,
    refused: 'refusing a message without a reason of the list',
    code: 'invalid-input',
  },
  {
    key: 'other-without-words',
    about: MODERATION,
    refused: 'the reason «other» without words',
    code: 'reason-required',
    reason: 'other',
  },
  {
    key: 'reworded',
    about: MODERATION,
    refused: 'a moderator’s text with other words than the author’s',
    code: 'invalid-input',
    reason: 'reworded',
  },
  {
    key: 'cut-not-closed',
    about: MODERATION,
    refused: 'a cut whose bracket is not closed',
    code: 'invalid-input',
    reason: 'cut-not-closed',
  },
  {
    key: 'cut-everything',
    about: MODERATION,
    refused: 'cuts that leave nothing',
    code: 'invalid-input',
    reason: 'nothing-left',
  },
  {
    key: 'reply-returned-without-reason',
    about: MODERATION,
    refused: 'sending an answer back without a reason',
    code: 'invalid-input',
  },
  {
    key: 'dispute-without-question',
    about: VERDICT,
    refused: '«not solved» without what is unanswered',
    code: 'invalid-input',
  },
  {
    key: 'verdict-before-answer',
    about: VERDICT,
    refused: 'a verdict on what is not answered',
    code: 'move-impossible',
  },
  {
    key: 'verdict-by-another',
    about: VERDICT,
    refused: 'a verdict by anybody but the author',
    code: 'forbidden',
  },
  {
    key: 'verdict-twice',
    about: VERDICT,
    refused: 'a second verdict of one round',
    code: 'move-impossible',
  },
  {
    key: 'control-by-who-moderated',
    about: VERDICT,
    refused: 'a control check by who moderated or answered',
    code: 'forbidden',
    reason: 'second-look-by-the-same-person',
  },
  {
    key: 'reopen-late',
    about: VERDICT,
    refused: 'opening again after fifteen days (sixty of silence)',
    code: 'window-over',
  },
  {
    key: 'refute-late',
    about: VERDICT,
    refused: 'refuting a finding after fifteen days',
    code: 'window-over',
  },
  {
    key: 'lift-checked',
    about: VERDICT,
    refused: 'lifting a limit where a check was made',
    code: 'move-impossible',
  },
  {
    key: 'plan-too-far',
    about: CHANNELS,
    refused: 'a promise more than sixty days ahead',
    code: 'date-unfit',
  },
  {
    key: 'plan-in-the-past',
    about: CHANNELS,
    refused: 'a promise for a day that has passed',
    code: 'date-unfit',
  },
  {
    key: 'second-proposal',
    about: CHANNELS,
    refused: 'a second proposal while one is open',
    code: 'move-impossible',
    reason: 'proposal-is-open',
  },
  {
    key: 'extension-without-reason',
    about: CHANNELS,
    refused: 'a later date without a reason',
    code: 'invalid-input',
  },
  {
    key: 'not-ours-without-reason',
    about: CHANNELS,
    refused: '«not ours» without a reason',
    code: 'invalid-input',
  },
  {
    key: 'body-unknown',
    about: CHANNELS,
    refused: 'a body that is not on the region’s list, or that the case is about',
    code: 'unknown-reference',
  },
  {
    key: 'reroute-to-same',
    about: CHANNELS,
    refused: 'passing a case on to the clinic that has it',
    code: 'unknown-reference',
  },
  {
    key: 'question-late',
    about: CHANNELS,
    refused: 'answering a question that nobody asked',
    code: 'not-found',
  },
  {
    key: 'appeals-closed',
    about: CHANNELS,
    refused: 'an appeal under 59-FZ where the region has not opened the channel',
    code: 'topic-closed',
  },
  {
    key: 'appeal-anonymous',
    about: CHANNELS,
    refused: 'an anonymous appeal under 59-FZ',
    code: 'sign-in-required',
  },
  {
    key: 'appeal-without-surname',
    about: CHANNELS,
    refused: 'an appeal without surname or return address',
    code: 'invalid-input',
  },
  {
    key: 'appeal-filed-twice',
    about: CHANNELS,
    refused: 'a second appeal beside one complaint',
    code: 'already-exists',
  },
  {
    key: 'extension-too-long',
    about: CHANNELS,
    refused: 'an extension beyond the region’s days',
    code: 'date-unfit',
  },
  {
    key: 'register-twice',
    about: CHANNELS,
    refused: 'registering an appeal twice',
    code: 'move-impossible',
  },
  {
    key: 'danger-of-settled',
    about: 'danger',
    refused: 'an alarm about a case that has ended',
    code: 'move-impossible',
  },
  {
    key: 'danger-without-reason',
    about: 'danger',
    refused: 'settling an alarm without a reason',
    code: 'invalid-input',
  },
  {
    key: 'publish-in-danger',
    about: 'danger',
    refused: 'publishing what is set aside for danger',
    code: 'move-impossible',
  },
  {
    key: 'answer-without-outcome',
    about: 'answers',
    refused: 'an answer that does not say what has changed',
    code: 'invalid-input',
  },
  {
    key: 'answer-without-signer',
    about: 'answers',
    refused: 'an answer that nobody signs',
    code: 'invalid-input',
  },
  {
    key: 'answer-by-other-clinic',
    about: 'answers',
    refused: 'an answer by another clinic',
    code: 'forbidden',
  },
  {
    key: 'district-unknown',
    about: 'statistics',
    refused: 'statistics of a district that is not there',
    code: 'not-found',
  },
  {
    key: 'photo-undecodable',
    about: OWN,
    refused: 'a file that is no photo',
    code: 'photo-undecodable',
  },
  {
    key: 'photo-too-large',
    about: OWN,
    refused: 'a photo of more than 15 MB or 50 megapixels',
    code: 'photo-too-large',
  },
  { key: 'sixth-photo', about: OWN, refused: 'a sixth photo', code: 'too-many-photos' },
  { key: 'photo-of-others', about: OWN, refused: 'a photo that is not public', code: 'not-found' },
  {
    key: 'cover-off',
    about: OWN,
    refused: 'taking the cover off a photo whose original is gone',
    code: 'move-impossible',
    reason: 'no-original',
  },
  {
    key: 'receipt-wrong',
    about: OWN,
    refused: 'a wrong or expired receipt, alike',
    code: 'not-found',
  },
  { key: 'receipt-guessed', about: OWN, refused: 'guessing receipts', code: 'too-many-requests' },
  {
    key: 'retract-late',
    about: OWN,
    refused: 'taking back after thirty minutes',
    code: 'window-over',
  },
  {
    key: 'erase-held',
    about: OWN,
    refused: 'erasure under a legal hold',
    code: 'move-impossible',
    reason: 'legal-hold',
  },
  {
    key: 'erase-in-appeal',
    about: OWN,
    refused: 'erasure while an appeal under 59-FZ runs',
    code: 'move-impossible',
    reason: 'appeal-runs',
  },
  {
    key: 'erase-without-proof',
    about: OWN,
    refused: 'export and erasure without a fresh proof of who asks',
    code: 'step-up-required',
  },
  {
    key: 'erase-colleague',
    about: OWN,
    refused: 'erasing the account of who works here',
    code: 'forbidden',
    reason: 'works-here',
  },
  {
    key: 'erase-of-others',
    about: OWN,
    refused: 'erasing a complaint of somebody else',
    code: 'forbidden',
  },
];

/** The table of refusals as a part of the page of errors. */
export function refusalsPart(): string {
  const rows = REFUSALS.map(
    ({ about, refused, code, reason, key }) =>
      `| ${about} | ${refused} | \`${code}\`${reason ? ` (\`${reason}\`)` : ''} | \`${key}\` |`,
  );
  return `## What the rules of complaints refuse

Each row is provoked on a living installation by [tests/refusals.test.ts](../../tests/refusals.test.ts), under the name in the last column. Another fuzz test asks every verb nonsense and accepts no answer but the codes above ([tests/fuzz.test.ts](../../tests/fuzz.test.ts)).

| About | Refused | Code | Test |
| --- | --- | --- | --- |
${rows.join('\n')}
`;
}
