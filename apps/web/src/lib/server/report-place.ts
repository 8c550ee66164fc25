import { localizePath } from '@otklik/i18n';
import { redirect, type RequestEvent } from '@sveltejs/kit';
import { refusedForm } from '#lib/server/form-errors.ts';
import { typedOf } from '#lib/server/registry-desk.ts';

/** One tap at a clinic's page of waits: the place was there, or was not. */
export async function reportHere({ request, locals, params }: RequestEvent) {
  const typed = typedOf(await request.formData());
  const [clinic, specialty] = [params['code'] ?? '', typed['specialty'] ?? ''];
  try {
    const bookable = typed['bookable'] === 'yes';
    await locals.services.access.reportPlace(locals.actor, { clinic, specialty, bookable });
  } catch (thrown) {
    return refusedForm(thrown, typed);
  }
  const query = new URLSearchParams({ specialty, reported: '' });
  const path = `/clinics/${encodeURIComponent(clinic)}/waits?${query}`;
  redirect(303, localizePath(path, locals.locale));
}
