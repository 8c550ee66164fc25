import { localizePath, m } from '@otklik/i18n';
import { isAppError } from '@otklik/kernel';
import { error, redirect, type RequestEvent } from '@sveltejs/kit';
import { leadFrom } from '#lib/server/desk.ts';
import { formOrWords, keyIn, textIn } from '#lib/server/form-body.ts';
import { refusedForm, tooLong } from '#lib/server/form-errors.ts';
import type { Reason } from '#lib/thanks/words.ts';
import type { Actions, PageServerLoad } from './$types';

/** One thanks, for a moderator to decide. */
export const load: PageServerLoad = async ({ locals, params, url, setHeaders }) => {
  setHeaders({ 'cache-control': 'no-store' });
  const { services, actor } = locals;
  // Who works nowhere here is led to sign in before anything is said of the number.
  await services.thanks.listWaiting(actor, {}).catch(leadFrom(url));
  const found = await services.thanks
    .getThanks(actor, { number: params.number })
    .catch(leadFrom(url));
  if (found.eye !== 'moderator') error(404, 'not-found');
  return {
    thanks: found.thanks,
    desk: found.desk,
    is_settled: url.searchParams.has('settled'),
    now: services.now(),
  };
};

type Event = RequestEvent<{ number: string }>;
type Run = (input: {
  readonly thanks: App.Locals['services']['thanks'];
  readonly actor: App.Locals['actor'];
  readonly on: { number: string; version: number };
  readonly text: (name: string) => string;
  readonly options: ReturnType<typeof keyIn>;
}) => Promise<string>;

/** One of the page's forms: runs the verb and leads on; refused, it keeps what was typed. */
const deed = (run: Run) => async (event: Event) => {
  const { request, locals, params, url } = event;
  const { form, is_cut } = await formOrWords(request);
  const text = (name: string): string => textIn(form, name);
  const typed = { marked: text('marked'), reason: text('reason'), note: text('note') };
  if (is_cut) return tooLong(typed);
  let path;
  try {
    path = await run({
      thanks: locals.services.thanks,
      actor: locals.actor,
      on: { number: params.number, version: Number(text('version')) },
      text,
      options: keyIn(form),
    });
  } catch (thrown) {
    if (isAppError(thrown) && thrown.code === 'sign-in-required') return leadFrom(url)(thrown);
    return refusedForm(thrown, typed, {
      marked: { label: m.thanks_desk_marked() },
      reason: { label: m.thanks_desk_reason(), kind: 'choice' },
      note: { label: m.thanks_desk_note() },
      postId: { label: m.thanks_desk_post(), kind: 'choice', field: 'post' },
    });
  }
  redirect(303, localizePath(path, locals.locale));
};

export const actions: Actions = {
  publish: deed(async ({ thanks, actor, on, text, options }) => {
    await thanks.publishThanks(
      actor,
      { ...on, marked: text('marked'), acknowledged: text('acknowledged') === 'yes' },
      options,
    );
    return '/desk/thanks?done=published';
  }),
  refuse: deed(async ({ thanks, actor, on, text, options }) => {
    const note = text('note').trim();
    await thanks.refuseThanks(
      actor,
      { ...on, reason: text('reason') as Reason, ...(note ? { note } : {}) },
      options,
    );
    return '/desk/thanks?done=refused';
  }),
  settle: deed(async ({ thanks, actor, on, text, options }) => {
    const [person, post] = [text('person'), text('post')];
    await thanks.settlePerson(
      actor,
      { ...on, ...(person ? { personId: person } : {}), ...(post ? { postId: post } : {}) },
      options,
    );
    return `/desk/thanks/${on.number}?settled`;
  }),
};
