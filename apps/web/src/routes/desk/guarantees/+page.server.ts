import { localizePath, m } from '@otklik/i18n';
import { isAppError } from '@otklik/kernel';
import { fail, redirect } from '@sveltejs/kit';
import { leadFrom } from '#lib/server/desk.ts';
import { problemsOfIssues, refusedForm, type Issue } from '#lib/server/form-errors.ts';
import { typedOf } from '#lib/server/registry-desk.ts';
import type { Actions, PageServerLoad } from './$types';

/** Whom people ask when a term is broken, and when they are warned; `id` opens a row in the form. */
export const load: PageServerLoad = async ({ locals, url, setHeaders }) => {
  setHeaders({ 'cache-control': 'no-store' });
  const { actor, services } = locals;
  const page = Math.max(1, Math.min(9999, Math.trunc(Number(url.searchParams.get('page'))) || 1));
  const found = await services.guarantees.listContacts(actor, { page }).catch(leadFrom(url));
  const id = url.searchParams.get('id');
  return {
    ...found,
    chosen: found.contacts.find((one) => one.id === id) ?? null,
    done: url.searchParams.has('done'),
  };
};

const CONTROLS = () =>
  ({
    kind: { label: m.guarantees_desk_kind(), kind: 'choice' },
    nameRu: { label: m.guarantees_desk_name_ru() },
    nameEn: { label: m.guarantees_desk_name_en() },
    phone: { label: m.guarantees_desk_phone() },
    url: { label: m.guarantees_desk_url() },
    validFrom: { label: m.guarantees_desk_from(), kind: 'moment' },
    validTo: { label: m.guarantees_desk_to(), kind: 'moment' },
    workingDays: { label: m.guarantees_desk_warn(), kind: 'number' },
  }) as const;

const OWN: Readonly<Record<string, () => string>> = {
  'phone-or-url': m.guarantees_desk_reach,
  'ends-before-it-begins': m.guarantees_desk_dates,
};

function refused(thrown: unknown, typed: Record<string, string>, url: URL) {
  if (!isAppError(thrown) || thrown.code === 'sign-in-required') return leadFrom(url)(thrown);
  if (thrown.code === 'already-exists')
    return fail(409, {
      problems: [{ field: 'nameRu', text: m.guarantees_desk_exists() }],
      typed,
    });
  if (thrown.code !== 'invalid-input') return refusedForm(thrown, typed, CONTROLS());
  const issues = (thrown.data['issues'] ?? []) as Issue[];
  const problems = issues.flatMap((issue) => {
    const said = OWN[issue.message ?? ''];
    return said ? [{ field: issue.path, text: said() }] : problemsOfIssues([issue], CONTROLS());
  });
  return fail(422, { problems, typed });
}

const given = (typed: Record<string, string>, name: string) => {
  const value = typed[name]?.trim();
  return value ? { [name]: value } : {};
};
const done = (locale: App.Locals['locale']): never =>
  redirect(303, localizePath('/desk/guarantees?done', locale));

export const actions: Actions = {
  contact: async ({ request, locals, url }) => {
    const typed = typedOf(await request.formData());
    try {
      await locals.services.guarantees.putContact(locals.actor, {
        kind: typed['kind'] as 'fund',
        nameRu: typed['nameRu'] ?? '',
        verified: typed['verified'] === 'yes',
        ...given(typed, 'id'),
        ...given(typed, 'nameEn'),
        ...given(typed, 'phone'),
        ...given(typed, 'url'),
        ...given(typed, 'validFrom'),
        ...given(typed, 'validTo'),
      });
    } catch (thrown) {
      return refused(thrown, typed, url);
    }
    return done(locals.locale);
  },
  warning: async ({ request, locals, url }) => {
    const typed = typedOf(await request.formData());
    const workingDays = typed['workingDays']?.trim() || Number.NaN;
    try {
      await locals.services.guarantees.putWarning(locals.actor, { workingDays });
    } catch (thrown) {
      return refused(thrown, typed, url);
    }
    return done(locals.locale);
  },
};
