import { localizePath } from '@otklik/i18n';
import { redirect } from '@sveltejs/kit';
import { dropDraftToken } from '#lib/server/complaint-cookies.ts';
import { readDraft } from '#lib/server/complaint-draft.ts';
import { orErrorPage } from '#lib/server/registry.ts';
import type { Actions, PageServerLoad } from './$types';

const SHOWN_clinics = 12;

/** The first question. Choosing a clinic is a link, so that a clinic's own page can lead past it. */
export const load: PageServerLoad = async (event) => {
  const { locals, url } = event;
  const clinic = url.searchParams.get('clinic');
  if (clinic) {
    const from = url.searchParams.has('check') ? '&check' : '';
    const target = `/complaints/new/topic?clinic=${encodeURIComponent(clinic)}${from}`;
    redirect(303, localizePath(target, locals.locale));
  }
  const q = url.searchParams.get('q')?.trim().slice(0, 200) ?? '';
  const draft = await readDraft(event);
  const found = q
    ? await orErrorPage(
        locals.services.registry.findClinics(locals.actor, { q, limit: SHOWN_clinics }),
      )
    : null;
  return {
    q,
    found,
    is_gone: url.searchParams.has('gone') && draft.content.clinic === undefined,
    has_draft: draft.content.topic !== undefined,
    from_check: url.searchParams.has('check'),
  };
};

export const actions: Actions = {
  // Forgets where the draft is; what nobody can find is swept by its age.
  drop: (event) => {
    dropDraftToken(event);
    redirect(303, localizePath('/complaints/new', event.locals.locale));
  },
};
