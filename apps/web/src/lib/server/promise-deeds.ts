import { localizePath, m } from '@otklik/i18n';
import { fail, redirect, type RequestEvent } from '@sveltejs/kit';
import { refusalOf } from '#lib/server/account-errors.ts';
import { photosIn } from '#lib/server/desk-deeds.ts';
import { formOrWords } from '#lib/server/form-body.ts';
import { leadFrom } from '#lib/server/desk.ts';

/** What a form about a promise answers when it is refused. */
export interface PromiseRefused {
  readonly promiseProblem: { readonly promise: string; readonly text: string };
  readonly problems: readonly { readonly field: string; readonly text: string }[];
}

const refuse = (status: number, promise: string, text: string) =>
  fail(status, {
    promiseProblem: { promise, text },
    problems: [{ field: `promise-note-${promise}`, text }],
  } satisfies PromiseRefused);

const GONE = new Set(['move-impossible', 'already-done', 'changed-meanwhile']);

async function read({ request }: RequestEvent) {
  const { form, is_cut } = await formOrWords(request);
  const text = (name: string): string => String(form.get(name) ?? '').slice(0, 20_000);
  return { promise: text('promise'), note: text('note').trim(), kept: text('kept'), form, is_cut };
}

/** The author says whether a promise was kept: one press, by account or by receipt. */
export async function judgePromise(event: RequestEvent) {
  const { promise, note, kept } = await read(event);
  const number = event.params['number'] ?? '';
  try {
    await event.locals.services.cases.judgePromise(event.locals.actor, {
      number,
      promise,
      kept: kept as 'yes',
      ...(note ? { note } : {}),
    });
  } catch (thrown) {
    const refusal = refusalOf(thrown);
    if (refusal && GONE.has(refusal.code)) return refuse(409, promise, m.promises_error_gone());
    return leadFrom(event.url)(thrown);
  }
  redirect(303, localizePath(`/complaints/${number}?done=promise#promises`, event.locals.locale));
}

/** The clinic reports a promise done, from the page of the case at the desk. */
export async function reportPromise(event: RequestEvent) {
  const { promise, note, form, is_cut } = await read(event);
  const number = event.params['number'] ?? '';
  if (is_cut) return refuse(413, promise, m.desk_error_photos_too_large());
  if (!note) return refuse(422, promise, m.promises_error_note());
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
    if (refusal && GONE.has(refusal.code)) return refuse(409, promise, m.promises_error_gone());
    if (refusal?.code === 'photo-undecodable')
      return refuse(422, promise, m.desk_error_photo_unread());
    if (refusal?.code === 'photo-too-large')
      return refuse(422, promise, m.desk_error_photo_large());
    return leadFrom(event.url)(thrown);
  }
  redirect(
    303,
    localizePath(`/desk/cases/${number}?done=promise-report#promises`, event.locals.locale),
  );
}
