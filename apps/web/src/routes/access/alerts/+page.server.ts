import { m } from '@otklik/i18n';
import { isAppError } from '@otklik/kernel';
import { error, fail } from '@sveltejs/kit';
import { withWholeNumbers } from '#lib/clinics/names.ts';
import { problemsOfIssues, refusedForm, type Issue } from '#lib/server/form-errors.ts';
import { orErrorPage, registryOf } from '#lib/server/registry.ts';
import type { Actions, PageServerLoad } from './$types';

const given = (url: URL, name: string): string | undefined =>
  url.searchParams.get(name)?.trim().slice(0, 60) || undefined;

/** One clinic, or an okrug or district: it stands in the address, with the specialty. */
function askedIn(url: URL) {
  const clinic = given(url, 'clinic');
  const place = clinic ? undefined : given(url, 'place');
  const specialty = given(url, 'specialty') ?? 'therapist';
  return { specialty, ...(clinic ? { clinic } : {}), ...(place ? { place } : {}) };
}

export const load: PageServerLoad = async ({ locals, url, setHeaders }) => {
  setHeaders({ 'cache-control': 'no-store' });
  const { registry, actor } = registryOf(locals);
  const { services } = locals;
  const { clinic, place, specialty } = askedIn(url);
  const [{ specialties }, named] = await orErrorPage(
    Promise.all([
      services.access.listTold(actor, {}),
      clinic
        ? registry.getClinic(actor, { code: clinic }).then((one) => one)
        : registry
            .listDistricts(actor, {})
            .then((okrugs) =>
              okrugs.flatMap((okrug) => [okrug, ...okrug.districts]).find(({ id }) => id === place),
            ),
    ]),
  );
  const told = specialties.find(({ id }) => id === specialty);
  if (!named || !told) error(404);
  const en = locals.locale === 'en';
  return {
    place: withWholeNumbers(en ? (named.nameEn ?? named.nameRu) : named.nameRu),
    specialty: en ? told.nameEn : told.nameRu,
    puzzle:
      actor.kind === 'visitor'
        ? await services.proofOfWork.challenge('wait-alerts.ask-alert', services.now())
        : null,
  };
};

const controls = () => ({
  before: { label: m.waits_alert_before(), kind: 'text' as const },
  noticeHours: { label: m.waits_alert_notice(), kind: 'choice' as const },
  email: { label: m.waits_alert_email(), kind: 'email' as const },
});

export const actions: Actions = {
  default: async ({ request, locals, url }) => {
    const form = await request.formData();
    const text = (name: string): string => String(form.get(name) ?? '').slice(0, 2000);
    const typed = {
      before: text('before'),
      noticeHours: text('noticeHours'),
      email: text('email').trim(),
    };
    try {
      await locals.services.waitAlerts.askAlert(
        locals.actor,
        { ...askedIn(url), ...typed, locale: locals.locale },
        { proofOfWork: text('proof') || 'no-script' },
      );
    } catch (thrown) {
      if (isAppError(thrown) && thrown.code === 'invalid-input') {
        const issues = (thrown.data['issues'] ?? []) as Issue[];
        const isPast = issues.some(({ path }) => path === 'before');
        return fail(422, {
          problems: [
            ...(isPast ? [{ field: 'before', text: m.waits_alert_not_ahead() }] : []),
            ...problemsOfIssues(
              issues.filter(({ path }) => path !== 'before'),
              controls(),
            ),
          ],
          typed,
          sent: false,
        });
      }
      return refusedForm(thrown, typed, controls());
    }
    return { problems: [], typed, sent: true };
  },
};
