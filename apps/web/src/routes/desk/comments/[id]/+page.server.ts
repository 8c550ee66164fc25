import { localizePath, m } from '@otklik/i18n';
import { isAppError } from '@otklik/kernel';
import { redirect } from '@sveltejs/kit';
import { leadFrom } from '#lib/server/desk.ts';
import { formOrWords, keyIn, textIn } from '#lib/server/form-body.ts';
import { refusedForm, tooLong } from '#lib/server/form-errors.ts';
import type { Aspect, Outcome, Reason, Return, Side } from '#lib/survey-comments/words.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

/** One comment, in the part that whoever asks may read. */
export const load: PageServerLoad = async ({ locals, params, url, setHeaders }) => {
  setHeaders({ 'cache-control': 'no-store' });
  const { services, actor } = locals;
  const found = await services.surveyComments
    .getComment(actor, { id: params.id })
    .catch(leadFrom(url));
  const state = found.reply?.state;
  return {
    ...found,
    may_write: found.eye === 'clinic' && (state === undefined || state === 'returned'),
    may_judge:
      (found.eye === 'moderator' && state === 'handed-in') ||
      (found.eye === 'controller' && state === 'with-controller'),
    is_settled: url.searchParams.has('settled'),
    now: services.now(),
  };
};

type Run = (input: {
  readonly comments: App.Locals['services']['surveyComments'];
  readonly actor: App.Locals['actor'];
  readonly on: { id: string; version?: number };
  readonly text: (name: string) => string;
  readonly all: (name: string) => string[];
  readonly options: ReturnType<typeof keyIn>;
}) => Promise<string>;

/** One of the page's forms: runs the verb and leads on; refused, it keeps what was typed. */
const deed = (run: Run) => async (event: RequestEvent) => {
  const { request, locals, params, url } = event;
  const { form, is_cut } = await formOrWords(request);
  const text = (name: string): string => textIn(form, name);
  const typed = {
    marked: text('marked'),
    reason: text('reason'),
    words: text('words'),
    outcome: text('outcome'),
    since: text('since'),
  };
  if (is_cut) return tooLong(typed);
  let path;
  try {
    path = await run({
      comments: locals.services.surveyComments,
      actor: locals.actor,
      on: { id: params.id, ...(text('version') ? { version: Number(text('version')) } : {}) },
      text,
      all: (name) => form.getAll(name).filter((value) => typeof value === 'string'),
      options: keyIn(form),
    });
  } catch (thrown) {
    if (isAppError(thrown) && thrown.code === 'sign-in-required') return leadFrom(url)(thrown);
    return refusedForm(thrown, typed, {
      marked: { label: m.survey_comments_desk_marked() },
      reason: { label: m.survey_comments_desk_reason(), kind: 'choice' },
      reasons: { label: m.survey_comments_desk_reason(), kind: 'choice' },
      outcome: { label: m.survey_comments_desk_reply_outcome(), kind: 'choice' },
      changedSince: {
        label: m.survey_comments_desk_reply_since(),
        kind: 'moment',
        field: 'since',
      },
      words: { label: m.survey_comments_desk_reply_words() },
    });
  }
  redirect(303, localizePath(path, locals.locale));
};

const isYes = (text: string): boolean => text === 'yes';

export const actions: Actions = {
  publish: deed(async ({ comments, actor, on, text, options }) => {
    const acknowledged = isYes(text('acknowledged'));
    const input = { ...on, decision: 'publish' as const, marked: text('marked'), acknowledged };
    await comments.reviewComment(actor, input, options);
    return '/desk/comments?done=approved';
  }),
  refuse: deed(async ({ comments, actor, on, text, options }) => {
    const reason = text('reason') as Reason;
    await comments.reviewComment(actor, { ...on, decision: 'refuse', reason }, options);
    return '/desk/comments?done=refused';
  }),
  grant: deed(async ({ comments, actor, on, text, options }) => {
    const acknowledged = isYes(text('acknowledged'));
    const input = { ...on, decision: 'publish' as const, marked: text('marked'), acknowledged };
    await comments.settleAppeal(actor, input, options);
    return '/desk/comments?done=approved';
  }),
  keep: deed(async ({ comments, actor, on, options }) => {
    await comments.settleAppeal(actor, { ...on, decision: 'keep' }, options);
    return '/desk/comments?done=refused';
  }),
  theme: deed(async ({ comments, actor, on, text, options }) => {
    const theme = { aspect: text('aspect') as Aspect, side: text('side') as Side };
    await comments.correctTheme(
      actor,
      { id: on.id, ...theme, isThere: isYes(text('there')) },
      options,
    );
    return `/desk/comments/${on.id}?settled`;
  }),
  reply: deed(async ({ comments, actor, on, text, options }) => {
    const since = text('outcome') === 'changed' ? text('since') : '';
    await comments.handInReply(
      actor,
      {
        ...on,
        outcome: text('outcome') as Outcome,
        words: text('words'),
        ...(since ? { changedSince: since } : {}),
      },
      options,
    );
    return '/desk/comments?done=sent';
  }),
  pass: deed(async ({ comments, actor, on, text, options }) => {
    const acknowledged = isYes(text('acknowledged'));
    await comments.judgeReply(actor, { ...on, decision: 'pass', acknowledged }, options);
    return '/desk/comments?done=reply';
  }),
  return: deed(async ({ comments, actor, on, all, options }) => {
    const reasons = all('reasons') as Return[];
    await comments.judgeReply(actor, { ...on, decision: 'return', reasons }, options);
    return '/desk/comments?done=reply';
  }),
};
