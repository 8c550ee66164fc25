import { localizePath } from '@otklik/i18n';
import { isAppError } from '@otklik/kernel';
import { redirect } from '@sveltejs/kit';
import { nameOf } from '#lib/clinics/names.ts';
import { dropDraftToken } from '#lib/server/complaint-cookies.ts';
import { readDraft } from '#lib/server/complaint-draft.ts';
import { orErrorPage } from '#lib/server/registry.ts';
import { dayIn } from '#lib/server/local-day.ts';
import type { Actions, PageServerLoad } from './$types';

const SHOWN_clinics = 12;

/** The first question. Choosing a clinic is a link, so that a clinic's own page can lead past it. */
export const load: PageServerLoad = async (event) => {
  const { locals, url } = event;
  const clinic = url.searchParams.get('clinic');
  const closed = clinic ? await closedClinic(locals, clinic) : null;
  if (clinic && !closed) {
    const from = url.searchParams.has('check') ? '&check' : '';
    const target = `/complaints/new/topic?clinic=${encodeURIComponent(clinic)}${from}`;
    redirect(303, localizePath(target, locals.locale));
  }
  const q = url.searchParams.get('q')?.trim().slice(0, 200) ?? '';
  const draft = await readDraft(event);
  const found = closed
    ? closed.others
    : q
      ? await orErrorPage(
          locals.services.registry.findClinics(locals.actor, { q, limit: SHOWN_clinics }),
        )
      : null;
  return {
    q,
    found,
    closed: closed?.name ?? null,
    is_gone: url.searchParams.has('gone') && draft.content.clinic === undefined,
    has_draft: draft.content.topic !== undefined,
    from_check: url.searchParams.has('check'),
  };
};

/** A clinic that works no more, or is not here: its button may still stand on some page. Null for others. */
async function closedClinic({ services, actor }: App.Locals, code: string) {
  const { registry, now } = services;
  const clinic = await registry.getClinic(actor, { code: code.slice(0, 80) }).catch((thrown) => {
    if (isAppError(thrown) && thrown.status < 500) return null;
    throw thrown;
  });
  if (clinic && (!clinic.validTo || clinic.validTo >= dayIn(clinic.zone, now()))) return null;
  const others = await orErrorPage(
    registry.findClinics(actor, {
      ...(clinic?.district ? { district: clinic.district.id } : {}),
      limit: SHOWN_clinics,
    }),
  );
  return { name: clinic ? nameOf(clinic) : '', others: clinic ? others : null };
}

export const actions: Actions = {
  // Forgets where the draft is; what nobody can find is swept by its age.
  drop: (event) => {
    dropDraftToken(event);
    redirect(303, localizePath('/complaints/new', event.locals.locale));
  },
};
