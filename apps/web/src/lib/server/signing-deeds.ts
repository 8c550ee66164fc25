import { hasGap } from '#lib/desk/slots.ts';
import type { WebServices } from '#lib/server/services.ts';
import { needed, photosIn, type Deed, type Values } from '#lib/server/desk-deeds.ts';
import { ownerIds } from '#lib/server/owner-ids.ts';
import type { Problem } from '#lib/server/form-errors.ts';
import { halfQuestions, PART_FIELDS, partsIn, questionBox, replyBox } from '#lib/promises/parts.ts';
import { PROMISE_ROWS, ROW_FIELDS, rowField, rowsIn } from '#lib/promises/rows.ts';
import { m } from '@otklik/i18n';
import type { RequestEvent } from '@sveltejs/kit';

type Cases = WebServices['cases'];
type Outcome = Parameters<Cases['handInAnswer']>[1]['outcome'];

const WORDS = ['text', 'outcome', ...ROW_FIELDS, ...PART_FIELDS];

/** What is wrong with the rows, each told at its own box before anything is asked of the server. */
function rowProblems(values: Values): Problem[] {
  const half = halfQuestions(values).map(({ row, missing }) =>
    missing === 'answer'
      ? { field: replyBox(row), text: m.cases_parts_error_answer({ number: row + 1 }) }
      : { field: questionBox(row), text: m.cases_parts_error_question({ number: row + 1 }) },
  );
  if (half.length > 0) return half;
  const rows = rowsIn(values);
  if (values['outcome'] === 'change-planned' && rows.length === 0)
    return [{ field: rowField('what', 0), text: m.promises_error_needed() }];
  return rows.slice(0, PROMISE_ROWS).flatMap(({ row, what, owner, until }) => {
    const number = row + 1;
    return [
      ...(what.length >= 5
        ? []
        : [{ field: rowField('what', row), text: m.promises_error_what({ number }) }]),
      ...(owner
        ? []
        : [{ field: rowField('owner', row), text: m.promises_error_owner({ number }) }]),
      ...(/^\d{4}-\d\d-\d\d$/.test(until)
        ? []
        : [{ field: rowField('until', row), text: m.promises_error_until({ number }) }]),
    ];
  });
}

/** Owners picked from the list of colleagues, with their ids. */
async function ownedBy(event: RequestEvent, values: Values & { readonly number: string }) {
  const { promises, ...words } = wordsOf(values);
  if (promises.length === 0) return { ...words, promises };
  const idOf = await ownerIds(event, values.number);
  return {
    ...words,
    promises: promises.map((promise) => ({ ...promise, ...idOf(promise.owner) })),
  };
}

const wordsOf = (values: Values) => ({
  text: values['text'] ?? '',
  ...partsIn(values),
  outcome: values['outcome'] as Outcome,
  promises: rowsIn(values).map(({ what, owner, until }) => ({ what, owner, until })),
});

/** An answer that is nothing but a template is warned of, before whoever writes it sends it on. */
const warnOfTemplate: Deed['warns'] = async ({ locals: { services, actor } }, { number, text }) => {
  // Too long, or with a gap: the verb itself says so.
  if (!text || text.length > 8000 || hasGap(text)) return [];
  const { template } = await services.desk.checkReply(actor, { number, text });
  return template ? [{ field: 'text', text: m.workbench_only_template({ name: template }) }] : [];
};

/** Whoever signs writes, signs and hands in at once. */
export const answer: Deed = {
  name: 'answer',
  move: 'hand-in-answer',
  queue: 'replies',
  fields: [...WORDS, 'signerName', 'signerPost'],
  check: rowProblems,
  warns: warnOfTemplate,
  run: async (event, input, form) =>
    event.locals.services.cases.handInAnswer(event.locals.actor, {
      number: input.number,
      version: input['version'],
      ...(await ownedBy(event, input)),
      signerName: input['signerName'] ?? '',
      signerPost: input['signerPost'] ?? '',
      photos: await photosIn(form),
    }),
};

/** A version goes to whoever signs for the clinic. */
export const write: Deed = {
  name: 'write',
  move: 'hand-in-answer',
  queue: 'replies',
  fields: [...WORDS, 'draft', 'signerName', 'signerPost'],
  check: rowProblems,
  warns: warnOfTemplate,
  run: async (event, input, form) =>
    event.locals.services.cases.writeAnswer(event.locals.actor, {
      number: input.number,
      version: input['version'],
      ...(await ownedBy(event, input)),
      ...(input['draft'] ? { draft: input['draft'] } : {}),
      photos: await photosIn(form),
      removePhotos: form.getAll('removePhotos').map(String),
    }),
};

export const sign: Deed = {
  name: 'sign',
  move: 'hand-in-answer',
  queue: 'replies',
  fields: ['draft', 'signerName', 'signerPost'],
  run: ({ locals: { services, actor } }, input) =>
    services.cases.signAnswer(actor, {
      number: input.number,
      version: input['version'],
      draft: input['draft'] ?? '',
      signerName: input['signerName'] ?? '',
      signerPost: input['signerPost'] ?? '',
    }),
};

export const agree: Deed = {
  name: 'agree',
  move: 'hand-in-answer',
  queue: 'replies',
  fields: ['draft'],
  run: ({ locals: { services, actor } }, input) =>
    services.cases.agreeAnswer(actor, {
      number: input.number,
      version: input['version'],
      draft: input['draft'] ?? '',
    }),
};

export const returnDraft: Deed = {
  name: 'return-draft',
  move: 'hand-in-answer',
  queue: 'replies',
  fields: ['draft', 'remark'],
  check: (values) => needed(values, 'remark', m.promises_draft_error_remark()),
  run: ({ locals: { services, actor } }, input) =>
    services.cases.giveBackAnswer(actor, {
      number: input.number,
      version: input['version'],
      draft: input['draft'] ?? '',
      remark: input['remark'] ?? '',
    }),
};
