import { localizePath, m } from '@otklik/i18n';
import { fail, redirect, type RequestEvent } from '@sveltejs/kit';
import { refusalOf } from '#lib/server/account-errors.ts';
import { photosIn } from '#lib/server/desk-deeds.ts';
import { leadFrom } from '#lib/server/desk.ts';
import { soundsUnsafe } from '#lib/server/danger-words.ts';
import { formOrWords, keyIn, textIn } from '#lib/server/form-body.ts';
import { wordsForCode } from '#lib/server/form-errors.ts';
import type { ErrorCode } from '@otklik/kernel';

/** What a form about a promise answers when it is refused. */
export interface PromiseRefused {
  readonly promiseProblem: {
    readonly promise: string;
    readonly text: string;
    readonly note: string;
  };
  readonly problems: readonly { readonly field: string; readonly text: string }[];
}

const refuse = (status: number, promise: string, text: string, note: string) =>
  fail(status, {
    promiseProblem: { promise, text, note },
    problems: [{ field: `promise-note-${promise}`, text }],
  } satisfies PromiseRefused);

const GONE = new Set(['move-impossible', 'already-done', 'changed-meanwhile']);

/** After these the same form may be sent again. */
const MENDABLE: Readonly<Record<number, true>> = { 422: true, 429: true, 503: true };

async function read({ request }: RequestEvent) {
  const { form, is_cut } = await formOrWords(request);
  const text = (name: string): string => textIn(form, name);
  return {
    form,
    is_cut,
    promise: text('promise'),
    note: text('note').trim(),
    kept: text('kept'),
    key: keyIn(form),
  };
}

/** The author says whether a promise was kept: one press, by account or by receipt. */
export async function judgePromise(event: RequestEvent) {
  const { form, is_cut, promise, note, kept, key } = await read(event);
  if (is_cut) return refuse(413, promise, m.errors_text_too_long(), note);
  const number = event.params['number'] ?? '';
  try {
    if (await soundsUnsafe(event.locals, form, note))
      return { promiseProblem: { promise, text: '', note }, problems: [], danger: true as const };
    await event.locals.services.cases.judgePromise(
      event.locals.actor,
      { number, promise, kept: kept as 'yes', ...(note ? { note } : {}) },
      key,
    );
  } catch (thrown) {
    const refusal = refusalOf(thrown);
    if (refusal && GONE.has(refusal.code))
      return refuse(409, promise, m.promises_error_gone(), note);
    if (refusal && refusal.code !== 'sign-in-required' && refusal.status in MENDABLE)
      return refuse(
        refusal.status,
        promise,
        wordsForCode(refusal.code as ErrorCode, refusal.data),
        note,
      );
    return leadFrom(event.url)(thrown);
  }
  redirect(303, localizePath(`/complaints/${number}?done=promise#promises`, event.locals.locale));
}

/** The clinic reports a promise done, from the page of the case at the desk. */
export async function reportPromise(event: RequestEvent) {
  const { form, is_cut, promise, note } = await read(event);
  // Words alone do not make it so large.
  if (is_cut) return refuse(413, promise, m.desk_error_photos_too_large(), note);
  const number = event.params['number'] ?? '';
  if (!note) return refuse(422, promise, m.promises_error_note(), note);
  try {
    const photos = await photosIn(form);
    await event.locals.services.cases.reportPromise(event.locals.actor, {
      number,
      promise,
      note,
      photos,
    });
  } catch (thrown) {
    const refusal = refusalOf(thrown);
    if (refusal && GONE.has(refusal.code))
      return refuse(409, promise, m.promises_error_gone(), note);
    if (refusal?.code === 'photo-undecodable')
      return refuse(422, promise, m.desk_error_photo_unread(), note);
    if (refusal?.code === 'photo-too-large')
      return refuse(422, promise, m.desk_error_photo_large(), note);
    if (refusal && refusal.code !== 'sign-in-required' && refusal.status in MENDABLE)
      return refuse(
        refusal.status,
        promise,
        wordsForCode(refusal.code as ErrorCode, refusal.data),
        note,
      );
    return leadFrom(event.url)(thrown);
  }
  redirect(
    303,
    localizePath(`/desk/cases/${number}?done=promise-report#promises`, event.locals.locale),
  );
}
