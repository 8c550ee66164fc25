import type { WebServices } from '#lib/server/services.ts';
import { cutFrom } from '#lib/server/desk-deed-list.ts';
import { needed, type Deed } from '#lib/server/desk-deeds.ts';
import { m } from '@otklik/i18n';

type Settle = Parameters<WebServices['cases']['settleAnswerChange']>[1];

const changing = (name: 'amend-answer' | 'add-to-answer'): Deed => ({
  name,
  // No move of the case: the name of one only says where a refused form stands.
  move: 'hand-in-answer',
  queue: 'replies',
  fields: ['text'],
  check: (values) => needed(values, 'text', m.desk_error_text()),
  run: ({ locals: { services, actor } }, { number, version, text }) => {
    const input = { number, version, text: text ?? '' };
    return name === 'amend-answer'
      ? services.cases.amendAnswer(actor, input)
      : services.cases.addToAnswer(actor, input);
  },
});

/** The clinic mends its published answer, or adds to it. */
export const amendAnswer = changing('amend-answer');
export const addToAnswer = changing('add-to-answer');

/** A moderator lets a change out, or not. */
export const settleChange: Deed = {
  name: 'settle-change',
  move: 'publish-answer',
  queue: 'answers',
  fields: ['change', 'finding', 'reason', 'marked', 'acknowledged'],
  check: (values) =>
    values['finding'] === 'refused' ? needed(values, 'reason', m.desk_error_reason()) : [],
  run: (
    { locals: { services, actor } },
    { number, version, change, finding, reason, marked, acknowledged },
    form,
  ) =>
    services.cases.settleAnswerChange(actor, {
      number,
      version,
      change,
      finding,
      acknowledged: acknowledged === 'yes',
      ...(finding === 'refused' ? { reason } : cutFrom(marked, form)),
    } as Settle),
};
