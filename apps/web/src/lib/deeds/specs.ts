import type { Move, Queue } from '@otklik/cases';
import {
  DANGER_DEEDS,
  DELAY_REASONS,
  EXTENSION_REASONS,
  FALSE_ALARM_REASONS,
  FIX_REASONS,
  OURS_REASONS,
  PROPOSAL_REASONS,
  REDIRECT_REASONS,
  REJECTION_REASONS,
} from '#lib/desk/reasons.ts';

/** One box of a form. */
export interface FieldSpec {
  readonly name: string;
  readonly kind: 'clinic' | 'reason' | 'body' | 'topic' | 'line' | 'date' | 'number' | 'text';
  readonly reasons?: readonly string[];
  readonly optional?: true;
}

/** A form that asks for little: its words are messages of its name, its fields stand here. */
export interface DeedSpec {
  readonly name: string;
  /** It stands on the page while one of these can be made. */
  readonly moves: readonly Move[];
  readonly queue: Queue;
  readonly fields: readonly FieldSpec[];
  readonly danger?: true;
}

export interface AppealSpec {
  readonly name: string;
  readonly states: readonly string[];
  readonly fields: readonly FieldSpec[];
}

const note: FieldSpec = { name: 'note', kind: 'text', optional: true };
const neededNote: FieldSpec = { name: 'note', kind: 'text' };
const text: FieldSpec = { name: 'text', kind: 'text' };
const until: FieldSpec = { name: 'until', kind: 'date' };
const reason = (reasons: readonly string[]): FieldSpec => ({
  name: 'reason',
  kind: 'reason',
  reasons,
});
const signed: readonly FieldSpec[] = [
  { name: 'signerName', kind: 'line' },
  { name: 'signerPost', kind: 'line' },
];
const body: FieldSpec = { name: 'body', kind: 'body' };

/** What staff and clinics do at the desk, beside the straight way of a case. */
export const DESK_DEEDS: readonly DeedSpec[] = [
  {
    name: 'passed-on',
    moves: ['pass-on-danger'],
    queue: 'danger',
    fields: [reason(DANGER_DEEDS), note],
  },
  {
    name: 'false-alarm',
    moves: ['false-alarm'],
    queue: 'danger',
    fields: [reason(FALSE_ALARM_REASONS), note],
  },
  {
    name: 'accept-proposal',
    moves: ['ask-author', 'accept-interim', 'accept-extension', 'extend-again'],
    queue: 'proposals',
    fields: [],
  },
  {
    name: 'refuse-proposal',
    moves: ['refuse-proposal', 'refuse-extension', 'refuse-extension-again'],
    queue: 'proposals',
    fields: [reason(PROPOSAL_REASONS), note],
  },
  { name: 'grant-appeal', moves: ['grant-appeal'], queue: 'appeals', fields: [note] },
  {
    name: 'refuse-appeal',
    moves: ['refuse-appeal'],
    queue: 'appeals',
    fields: [reason(REJECTION_REASONS), neededNote],
  },
  {
    name: 'keep-case',
    moves: ['refuse-not-ours'],
    queue: 'routing',
    fields: [reason(OURS_REASONS), note],
  },
  {
    name: 'redirect',
    moves: ['redirect', 'redirect-unpublished'],
    queue: 'routing',
    fields: [reason(REDIRECT_REASONS), body, note],
  },
  {
    name: 'reroute',
    moves: ['reroute'],
    queue: 'routing',
    fields: [{ name: 'clinic', kind: 'clinic' }, note],
  },
  {
    name: 'return-message',
    moves: ['return-message'],
    queue: 'moderation',
    fields: [reason(FIX_REASONS), note],
  },
  {
    name: 'change-topic',
    moves: ['change-subject'],
    queue: 'moderation',
    fields: [{ name: 'topic', kind: 'topic' }, note],
  },
  { name: 'ask-question', moves: ['propose-question'], queue: 'replies', fields: [text] },
  {
    name: 'promise-date',
    moves: ['propose-interim'],
    queue: 'replies',
    fields: [text, { name: 'owner', kind: 'line', optional: true }, until, ...signed],
  },
  {
    name: 'ask-extension',
    moves: ['propose-extension'],
    queue: 'replies',
    fields: [reason(EXTENSION_REASONS), text, until, ...signed],
  },
  {
    name: 'disown-case',
    moves: ['propose-not-ours'],
    queue: 'replies',
    fields: [reason(REDIRECT_REASONS), text, { ...body, optional: true }],
  },
  {
    name: 'explain-delay',
    moves: ['explain-delay'],
    queue: 'replies',
    fields: [reason(DELAY_REASONS), ...signed],
  },
  { name: 'lift-limit', moves: ['lift-limit'], queue: 'control', fields: [note] },
  { name: 'raise-danger', moves: ['raise-danger'], queue: 'danger', fields: [note], danger: true },
];

/** What a coordinator does with an appeal beside the case. */
export const APPEAL_DEEDS: readonly AppealSpec[] = [
  {
    name: 'register-appeal',
    states: ['filed'],
    fields: [{ name: 'registrationNumber', kind: 'line' }],
  },
  { name: 'answer-appeal', states: ['registered'], fields: [text] },
  {
    name: 'extend-appeal',
    states: ['registered'],
    fields: [
      { name: 'days', kind: 'number' },
      { name: 'notice', kind: 'text' },
    ],
  },
  { name: 'forward-appeal', states: ['registered'], fields: [body] },
];

/** What an author does on the page of the case. */
export const AUTHOR_DEEDS: readonly DeedSpec[] = [
  { name: 'answer-question', moves: ['answer-question'], queue: 'all', fields: [text] },
  { name: 'plan-kept', moves: ['confirm-plan'], queue: 'all', fields: [] },
  { name: 'plan-broken', moves: ['deny-plan'], queue: 'all', fields: [neededNote] },
  { name: 'agree-term', moves: ['agree-term'], queue: 'all', fields: [] },
  { name: 'refuse-redirect', moves: ['refuse-redirect'], queue: 'all', fields: [neededNote] },
  { name: 'appeal-rejection', moves: ['appeal-rejection'], queue: 'all', fields: [neededNote] },
  { name: 'reopen', moves: ['reopen'], queue: 'all', fields: [neededNote] },
  { name: 'refute-again', moves: ['refute-again'], queue: 'all', fields: [neededNote] },
  { name: 'raise-danger', moves: ['raise-danger'], queue: 'all', fields: [note], danger: true },
];

/** What stands open on an author's page: the step that waits for the author. */
export const OPEN_FOR_AUTHOR: readonly string[] = ['answer-question', 'plan-kept', 'plan-broken'];
