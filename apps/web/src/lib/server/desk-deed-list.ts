import type { WebServices } from '#lib/server/services.ts';
import { withCuts } from '#lib/desk/cut-story.js';
import { needed, rangesIn, reasonProblems, type Deed } from '#lib/server/desk-deeds.ts';
import { delayable } from '#lib/server/delayed.ts';
import { m } from '@otklik/i18n';

type Cases = WebServices['cases'];
type Inputs<Verb extends keyof Cases> = Parameters<Cases[Verb]>[1];

/** Empty boxes are left out: a note of no words is no note. */
const given = (note: string | undefined) => (note?.trim() ? { note } : {});

/** The text with what is to be cut, where a form has one. */
export const cutFrom = (marked: string | undefined, form: FormData) =>
  marked ? { marked: withCuts(marked, rangesIn(form, 'cut')) } : {};

export const publish: Deed = {
  name: 'publish',
  move: 'publish',
  queue: 'moderation',
  fields: ['marked', 'acknowledged'],
  // A ticked proposal is cut even when its bracket has not been put into the text yet.
  run: ({ locals: { services, actor } }, { number, version, marked, acknowledged }, form) => {
    const input = {
      number,
      version,
      marked: withCuts(marked ?? '', rangesIn(form, 'cut')),
      acknowledged: acknowledged === 'yes',
    };
    return delayable(services, actor, { step: 'publish', ...input }, () =>
      services.complaints.publishComplaint(actor, input),
    );
  },
};

/** Shows what everybody would see, for those without script; changes nothing. */
export const preview: Deed = { ...publish, name: 'preview', asks: () => true };

export const reject: Deed = {
  name: 'reject',
  move: 'reject',
  queue: 'moderation',
  fields: ['reason', 'note'],
  check: reasonProblems,
  asks: () => true,
  run: ({ locals: { services, actor } }, { number, version, reason, note }) => {
    const input = { number, version, reason, ...given(note) };
    return delayable(services, actor, { step: 'reject', ...input }, () =>
      services.cases.rejectCase(actor, input as Inputs<'rejectCase'>),
    );
  },
};

export const publishAnswer: Deed = {
  name: 'publish-answer',
  move: 'publish-answer',
  queue: 'answers',
  fields: ['marked', 'acknowledged'],
  run: ({ locals: { services, actor } }, { number, version, marked, acknowledged }, form) => {
    const input = {
      number,
      version,
      ...cutFrom(marked, form),
      acknowledged: acknowledged === 'yes',
    };
    return delayable(services, actor, { step: 'publish-answer', ...input }, () =>
      services.cases.publishAnswer(actor, input),
    );
  },
};

export const returnAnswer: Deed = {
  name: 'return',
  move: 'return-answer',
  queue: 'answers',
  fields: ['reason', 'note'],
  check: reasonProblems,
  run: ({ locals: { services, actor } }, { number, version, reason, note }) => {
    const input = { number, version, reason, ...given(note) };
    return delayable(services, actor, { step: 'return-answer', ...input }, () =>
      services.cases.returnAnswer(actor, input as Inputs<'returnAnswer'>),
    );
  },
};

export const decide: Deed = {
  name: 'decide',
  move: 'uphold-dispute',
  queue: 'control',
  fields: ['finding', 'note'],
  check: (values) => [
    ...needed(values, 'finding', m.desk_error_finding()),
    ...needed(values, 'note', m.desk_error_note()),
  ],
  // To close a case against its author's word is meant to be hard; to let it be answered again is not.
  asks: ({ finding }) => finding === 'dispute-not-supported',
  run: ({ locals: { services, actor } }, { number, version, finding, note }) =>
    services.cases.decideControl(actor, {
      number,
      version,
      finding: finding as Inputs<'decideControl'>['finding'],
      note: note ?? '',
    }),
};
