import { localizePath, m } from '@otklik/i18n';
import { isAppError } from '@otklik/kernel';
import { fail, redirect } from '@sveltejs/kit';
import { nameOf } from '#lib/clinics/names.ts';
import { complaintWords } from '#lib/guarantees/words.ts';
import { writeDraft } from '#lib/server/complaint-draft.ts';
import { leadFrom } from '#lib/server/desk.ts';
import { problemsOfIssues, refusedForm, type Issue } from '#lib/server/form-errors.ts';
import { orErrorPage } from '#lib/server/registry.ts';
import { typedOf } from '#lib/server/registry-desk.ts';
import type { Actions, PageServerLoad } from './$types';

const DONE = ['added', 'changed', 'removed'] as const;
/** So many clinics are offered to choose from; who sees more types more of the name. */
const SHOWN_clinics = 8;

export const load: PageServerLoad = async ({ locals, url, setHeaders }) => {
  setHeaders({ 'cache-control': 'no-store' });
  const { actor, services } = locals;
  const own = await services.guarantees.listOwn(actor, {}).catch(leadFrom(url));
  return {
    ...own,
    specialties: await services.registry.listSpecialties(actor, {}),
    now: services.now(),
    done: DONE.find((one) => one === url.searchParams.get('done')) ?? null,
  };
};

const back = (done: (typeof DONE)[number], locale: App.Locals['locale']): never =>
  redirect(303, localizePath(`/my/referrals?done=${done}`, locale));

const CONTROLS = (id = '') =>
  ({
    kind: { label: m.guarantees_kind(), kind: 'choice' },
    givenOn: { label: m.guarantees_given(), kind: 'moment' },
    specialty: { label: m.guarantees_specialty(), kind: 'choice' },
    clinic: { label: m.guarantees_clinic() },
    offeredOn: {
      label: m.guarantees_offered(),
      kind: 'moment',
      ...(id ? { field: `offeredOn-${id}` } : {}),
    },
    seenOn: {
      label: m.guarantees_seen(),
      kind: 'moment',
      ...(id ? { field: `seenOn-${id}` } : {}),
    },
  }) as const;

/** What our own rules say of a day, in their own words; the rest as every form says it. */
function refused(thrown: unknown, typed: Record<string, string>, id = '') {
  const own: Readonly<Record<string, () => string>> = {
    'givenOn ahead': m.guarantees_problem_ahead,
    'givenOn long-ago': m.guarantees_problem_long_ago,
    'offeredOn unfit': m.guarantees_problem_offered,
    'seenOn unfit': m.guarantees_problem_seen,
    'kind unknown': m.guarantees_problem_kind,
  };
  if (isAppError(thrown) && thrown.data['reason'] === 'too-many-referrals')
    return fail(thrown.status, { problems: [{ text: m.guarantees_too_many() }], typed });
  if (!isAppError(thrown) || thrown.code !== 'invalid-input')
    return refusedForm(thrown, typed, CONTROLS(id));
  const issues = (thrown.data['issues'] ?? []) as Issue[];
  const controls = CONTROLS(id);
  const problems = issues.flatMap((issue) => {
    const isDay = ['givenOn', 'offeredOn', 'seenOn'].includes(issue.path);
    const text =
      own[`${issue.path} ${issue.code}`]?.() ?? (isDay ? m.guarantees_problem_day() : undefined);
    if (!text) return problemsOfIssues([issue], controls);
    const control = controls[issue.path as keyof typeof controls];
    return [{ field: 'field' in control ? control.field : issue.path, text }];
  });
  return fail(422, { problems, typed });
}

const given = (typed: Record<string, string>, name: string) => {
  const value = typed[name]?.trim();
  return value ? { [name]: value } : {};
};

/** The one clinic that is meant; several to choose from; or none. */
async function clinicMeant(locals: App.Locals, typed: Record<string, string>) {
  const chosen = typed['chosen'];
  if (chosen && chosen !== 'other') return { code: chosen };
  const q = typed['clinic']?.trim().slice(0, 200);
  if (!q) return { code: undefined };
  const { clinics } = await orErrorPage(
    locals.services.registry.findClinics(locals.actor, { q, limit: SHOWN_clinics }),
  );
  if (clinics.length === 1) return { code: clinics[0]!.code };
  return {
    code: undefined,
    found: clinics.map((one) => ({ value: one.code, text: nameOf(one), hint: one.address ?? '' })),
  };
}

export const actions: Actions = {
  add: async ({ request, locals }) => {
    const typed = typedOf(await request.formData());
    const { code, found } = await clinicMeant(locals, typed);
    if (found) {
      const text = found.length > 0 ? m.guarantees_clinic_many() : m.guarantees_clinic_none();
      const field = found.length > 0 ? 'chosen' : 'clinic';
      return fail(422, { problems: [{ field, text }], typed, found });
    }
    try {
      await locals.services.guarantees.addReferral(locals.actor, {
        kind: typed['kind'] ?? '',
        givenOn: typed['givenOn'] ?? '',
        ...given(typed, 'specialty'),
        ...(code ? { clinic: code } : {}),
        ...given(typed, 'offeredOn'),
        ...given(typed, 'seenOn'),
      });
    } catch (thrown) {
      return refused(thrown, typed);
    }
    return back('added', locals.locale);
  },
  change: async ({ request, locals }) => {
    const typed = typedOf(await request.formData());
    const id = typed['id'] ?? '';
    try {
      await locals.services.guarantees.changeReferral(locals.actor, {
        id,
        ...given(typed, 'offeredOn'),
        ...given(typed, 'seenOn'),
      });
    } catch (thrown) {
      return refused(thrown, {}, id);
    }
    return back('changed', locals.locale);
  },
  remove: async ({ request, locals }) => {
    const id = String((await request.formData()).get('id') ?? '');
    try {
      await locals.services.guarantees.removeReferral(locals.actor, { id });
    } catch (thrown) {
      return refusedForm(thrown, {});
    }
    return back('removed', locals.locale);
  },
  code: async ({ locals }) => {
    try {
      const fresh = await locals.services.guarantees.makeCode(locals.actor, {});
      return { problems: [], typed: {}, fresh };
    } catch (thrown) {
      return refusedForm(thrown, {});
    }
  },
  dropCode: async ({ locals }) => {
    try {
      const { dropped } = await locals.services.guarantees.dropCode(locals.actor, {});
      return { problems: [], typed: {}, dropped };
    } catch (thrown) {
      return refusedForm(thrown, {});
    }
  },
  /** A form of a complaint of its own begins, filled; nothing is sent before its author has seen it. */
  complain: async (event) => {
    const { locals } = event;
    const { actor, services, locale } = locals;
    const id = String((await event.request.formData()).get('id') ?? '');
    let prepared;
    try {
      prepared = await services.guarantees.prepareComplaint(actor, { id });
    } catch (thrown) {
      return refusedForm(thrown, {});
    }
    const { view, clinic, topic, facts } = prepared;
    const topics = await orErrorPage(services.complaints.listTopics(actor, {}));
    const isKnown = topics.some(({ code }) => code === topic);
    const content = {
      ...complaintWords(view, locale, services.now()),
      ...(clinic ? { clinic } : {}),
      ...(topic && isKnown ? { topic, facts } : {}),
    };
    await writeDraft(event, { token: undefined, content: {}, photos: [] }, content);
    const next = !clinic ? '' : content.topic ? '/details' : '/topic';
    redirect(303, localizePath(`/complaints/new${next}`, locale));
  },
};
