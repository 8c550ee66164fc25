import { localizePath } from '@otklik/i18n';
import { redirect } from '@sveltejs/kit';
import { leadFrom } from '#lib/server/desk.ts';
import { formOrWords } from '#lib/server/form-body.ts';
import { refusedRecord, tooLongRecord, typedOf } from '#lib/server/registry-desk.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

type Kind = Parameters<App.Locals['services']['registry']['getRecord']>[1]['kind'];
const ISO_DAY = /^\d{4}-\d\d-\d\d$/;

const idOf = (url: URL): string | undefined =>
  url.searchParams.get('id')?.slice(0, 80) || undefined;

export const load: PageServerLoad = async ({ locals, params, url }) => {
  const on = url.searchParams.get('on') ?? '';
  const record = await locals.services.registry
    .getRecord(locals.actor, {
      kind: params.kind as Kind,
      id: idOf(url),
      ...(ISO_DAY.test(on) ? { on } : {}),
    })
    .catch(leadFrom(url));
  return { record, done: url.searchParams.get('done'), now: locals.services.now() };
};

/** Back to the record, with a word of what was done. */
function goOn({ params, locals }: RequestEvent, id: string, done: string): never {
  const query = new URLSearchParams({ id, done });
  redirect(303, localizePath(`/desk/registry/${params.kind}/record?${query}`, locals.locale));
}

export const actions: Actions = {
  save: async (event) => {
    const { request, locals, params, url } = event;
    const { form, is_cut } = await formOrWords(request);
    const { version, validFrom, note, ...values } = typedOf(form);
    const typed = { ...values, validFrom: validFrom ?? '', note: note ?? '' };
    if (is_cut) return tooLongRecord(typed);
    let saved;
    try {
      saved = await locals.services.registry.saveRecord(locals.actor, {
        kind: params.kind as Kind,
        id: idOf(url),
        version: version ?? 0,
        values,
        ...(validFrom ? { validFrom } : {}),
        note,
      });
    } catch (thrown) {
      return refusedRecord(thrown, typed, url);
    }
    goOn(event, saved.id, saved.outcome);
  },
  close: async (event) => {
    const { request, locals, params, url } = event;
    const typed = typedOf(await request.formData());
    const id = idOf(url) ?? '';
    try {
      await locals.services.registry.closeRecord(locals.actor, {
        kind: params.kind as Kind,
        id,
        version: typed['version'] ?? 0,
        on: typed['on'] ?? '',
      });
    } catch (thrown) {
      return refusedRecord(thrown, { on: typed['on'] ?? '' }, url);
    }
    goOn(event, id, 'closed');
  },
  restore: async (event) => {
    const { request, locals, params, url } = event;
    const typed = typedOf(await request.formData());
    const id = idOf(url) ?? '';
    try {
      await locals.services.registry.restoreVersion(locals.actor, {
        kind: params.kind as Kind,
        id,
        version: typed['version'] ?? 0,
        restore: typed['restore'] ?? 0,
      });
    } catch (thrown) {
      return refusedRecord(thrown, {}, url);
    }
    goOn(event, id, 'restored');
  },
  cancel: async (event) => {
    const { request, locals, params, url } = event;
    const version = typedOf(await request.formData())['cancel'] ?? 0;
    const id = idOf(url) ?? '';
    try {
      await locals.services.registry.cancelPlanned(locals.actor, {
        kind: params.kind as Kind,
        id,
        version,
      });
    } catch (thrown) {
      return refusedRecord(thrown, {}, url);
    }
    goOn(event, id, 'cancelled');
  },
};
