import { isAppError } from '@otklik/kernel';
import { nameOf } from '#lib/clinics/names.ts';
import { filer } from '#lib/server/complaint-cookies.ts';
import { orErrorPage } from '#lib/server/registry.ts';
import { sendThanks } from '#lib/server/thanks-form.ts';
import { dayIn } from '#lib/server/local-day.ts';
import type { Actions, PageServerLoad } from './$types';

const SHOWN_clinics = 12;

/** One page: the clinic first, by search or from its page, then the words. */
export const load: PageServerLoad = async ({ locals, url }) => {
  const { services, actor } = locals;
  const now = services.now();
  const code = url.searchParams.get('clinic')?.slice(0, 80);
  const q = url.searchParams.get('q')?.trim().slice(0, 200) ?? '';
  const clinic = code
    ? await services.registry.getClinic(actor, { code }).catch((thrown: unknown) => {
        if (isAppError(thrown)) return null;
        throw thrown;
      })
    : null;
  const is_closed = Boolean(clinic?.validTo && clinic.validTo < dayIn(clinic.zone, now));
  const is_open = clinic !== null && !is_closed;
  return {
    q,
    is_closed,
    found:
      !is_open && q
        ? await orErrorPage(services.registry.findClinics(actor, { q, limit: SHOWN_clinics }))
        : null,
    clinic: clinic && is_open ? { code: clinic.code, name: nameOf(clinic) } : null,
    puzzle:
      is_open && filer(actor).kind === 'visitor'
        ? await services.proofOfWork.challenge('thanks.send-thanks', now)
        : null,
  };
};

export const actions: Actions = { default: sendThanks };
