import { localizePath } from '@otklik/i18n';
import { redirect, type RequestEvent } from '@sveltejs/kit';
import { refusalOf } from '#lib/server/account-errors.ts';
import { leadFrom } from '#lib/server/desk.ts';
import { refusedForm } from '#lib/server/form-errors.ts';
import { typedOf } from '#lib/server/registry-desk.ts';
import type { Actions, PageServerLoad } from './$types';

/** Tablets and posters of the places that the reader reaches. */
export const load: PageServerLoad = async ({ locals, url, setHeaders }) => {
  setHeaders({ 'cache-control': 'no-store' });
  return locals.services.surveyModes.listPoints(locals.actor, {}).catch(leadFrom(url));
};

type Faces = App.Locals['services']['surveyModes'];

/** Runs one verb of a form; a refusal stands on the page again. */
async function does(
  { request, locals, url }: RequestEvent,
  verb: (faces: Faces, typed: Record<string, string>) => Promise<unknown>,
) {
  const typed = typedOf(await request.formData());
  try {
    return { done: await verb(locals.services.surveyModes, typed) };
  } catch (thrown) {
    if (refusalOf(thrown)?.code === 'sign-in-required') return leadFrom(url)(thrown);
    return refusedForm(thrown, typed, {});
  }
}

export const actions: Actions = {
  ask: async (event) => {
    const asked = await does(event, (faces, { place = '', kind = '' }) =>
      faces.askPoint(event.locals.actor, { place, kind: kind as 'tablet' | 'poster' }),
    );
    if ('done' in asked) redirect(303, localizePath('/desk/surveys/points'));
    return asked;
  },
  /** The code of a tablet is shown once, on this answer. */
  open: async (event) => {
    const opened = await does(event, (faces, { id = '' }) =>
      faces.openPoint(event.locals.actor, { id }),
    );
    if (!('done' in opened)) return opened;
    const { kind, code } = opened.done as { kind: string; code: string };
    if (kind === 'tablet') return { code };
    return redirect(303, localizePath('/desk/surveys/points'));
  },
  close: async (event) => {
    const closed = await does(event, (faces, { id = '' }) =>
      faces.closePoint(event.locals.actor, { id }),
    );
    if ('done' in closed) redirect(303, localizePath('/desk/surveys/points'));
    return closed;
  },
};
