import { localizePath, m } from '@otklik/i18n';
import { isAppError } from '@otklik/kernel';
import { fail, redirect } from '@sveltejs/kit';
import { factWords, labelOf } from '#lib/complaints/facts.ts';
import { leadFrom } from '#lib/server/desk.ts';
import { whomOf } from '#lib/server/for-whom-form.ts';
import { formOrWords, keyIn, textIn } from '#lib/server/form-body.ts';
import { problemsOfIssues, refusedForm, tooLong } from '#lib/server/form-errors.ts';
import { keepTaken } from '#lib/server/intake-cookie.ts';
import { addPhoto, dropPhotos, removePhoto, withPhotos } from '#lib/server/intake-photos.ts';
import {
  emptyIntake,
  filingOf,
  intakeControls,
  intakeFrom,
  type IntakeTyped,
} from '#lib/server/intake-form.ts';
import { orErrorPage } from '#lib/server/registry.ts';
import type { Actions, PageServerLoad } from './$types';

const SHOWN_clinics = 12;

/** One page: the clinic by search, the topic, then the words; read back before anything is kept. */
export const load: PageServerLoad = async ({ locals, url }) => {
  const { services, actor } = locals;
  await services.assisted.myIntake(actor, {}).catch(leadFrom(url));
  const code = url.searchParams.get('clinic')?.slice(0, 62) ?? '';
  const topic = url.searchParams.get('topic')?.slice(0, 62) ?? '';
  const q = url.searchParams.get('q')?.trim().slice(0, 200) ?? '';
  if (!code)
    return {
      q,
      found: q
        ? await orErrorPage(services.registry.findClinics(actor, { q, limit: SHOWN_clinics }))
        : null,
    };
  const judged = await orErrorPage(
    services.complaints.checkComplaint(actor, { clinic: code, ...(topic ? { topic } : {}) }),
  );
  const { clinic } = judged;
  if (!clinic) redirect(303, localizePath('/desk/intake/new', locals.locale));
  return {
    q,
    found: null,
    clinic: { code: clinic.code, nameRu: clinic.nameRu, nameEn: clinic.nameEn },
    topic: judged.topic,
    topics: judged.topic
      ? []
      : (await services.complaints.listTopics(actor, {})).map((one) => ({
          code: one.code,
          ru: one.ru,
          en: one.en,
        })),
    objects: judged.objects,
  };
};

async function fieldsOf(locals: App.Locals, form: FormData) {
  const { topic } = await locals.services.complaints.checkComplaint(locals.actor, {
    clinic: textIn(form, 'clinic'),
    topic: textIn(form, 'topic'),
  });
  return topic?.fields ?? [];
}

/** What stands beside the words of the message, and is judged with it when it is filed. */
function issuesBeside(typed: IntakeTyped) {
  const needed = ['channel', 'locale', 'notices'] as const;
  const of_notices =
    typed.notices === 'call'
      ? (['contactName', 'phone'] as const)
      : typed.notices === 'letter'
        ? (['contactName', 'address'] as const)
        : [];
  return [...needed, ...of_notices]
    .filter((name) => typed[name].trim() === '')
    .map((path) => ({ path, code: 'required' }));
}

const typedOf = (form: FormData): IntakeTyped => {
  const sent = JSON.parse(textIn(form, 'sending') || '{}') as Partial<IntakeTyped>;
  return { ...emptyIntake('', ''), ...sent };
};

export const actions: Actions = {
  /** Shows everything once more, to be read aloud. */
  read: async (event) => {
    const { request, locals } = event;
    const { form, is_cut } = await formOrWords(request);
    const { actor, services } = locals;
    let fields: Awaited<ReturnType<typeof fieldsOf>> = [];
    let typed = intakeFrom(form, fields);
    if (is_cut) return tooLong(await withPhotos(event, typed));
    try {
      fields = await fieldsOf(locals, form);
      // A photo that was chosen and not added yet is meant too.
      const added = await addPhoto(event, form, intakeFrom(form, fields), false);
      ({ typed } = added);
      if (added.problems.length) return fail(422, added);
      const { channel: _c, receivedOn: _r, notices: _n, locale: _l, photos: _f, ...rest } = typed;
      const { contactName: _a, phone: _p, address: _d, danger: _s, whom, ...words } = rest;
      const forWhom = whomOf(whom);
      const content = {
        ...Object.fromEntries(Object.entries(words).filter(([, value]) => value !== '')),
        ...(forWhom ? { forWhom } : {}),
      };
      const judged = await services.complaints.checkComplaint(actor, content);
      const issues = [...issuesBeside(typed), ...judged.issues];
      const controls = intakeControls(fields);
      if (issues.length) return fail(422, { problems: problemsOfIssues(issues, controls), typed });
    } catch (thrown) {
      return refusedForm(thrown, typed, intakeControls(fields));
    }
    return readingOf(typed, fields, services.now());
  },
  /** Adds the chosen photo; everything typed stays. */
  photo: async (event) => {
    const { form, is_cut } = await formOrWords(event.request);
    const fields = is_cut ? [] : await fieldsOf(event.locals, form);
    const typed = intakeFrom(form, fields);
    if (is_cut) return tooLong(await withPhotos(event, typed));
    const added = await addPhoto(event, form, typed, true);
    return added.problems.length ? fail(422, added) : added;
  },
  unphoto: async (event) => {
    const form = await event.request.formData();
    const typed = intakeFrom(form, await fieldsOf(event.locals, form));
    return { problems: [], typed: await removePhoto(event, typed, textIn(form, 'photoId')) };
  },
  /** Back to the form with everything that was typed. */
  change: async (event) => ({
    problems: [],
    typed: await withPhotos(event, typedOf(await event.request.formData())),
  }),
  file: async (event) => {
    const { request, locals } = event;
    const form = await request.formData();
    const typed = typedOf(form);
    const fields = await fieldsOf(locals, form);
    const again = readingOf(typed, fields, locals.services.now());
    if (textIn(form, 'readBack') !== 'yes')
      return fail(422, {
        ...again,
        problems: [{ field: 'readBack', text: m.assisted_read_back_missing() }],
      });
    let written;
    try {
      written = await locals.services.assisted.fileFor(
        locals.actor,
        filingOf(typed, true),
        keyIn(form),
      );
    } catch (thrown) {
      // What only the rules of filing know is mended in the form, where its boxes are.
      const refused = refusedForm(thrown, typed, intakeControls(fields));
      return isAppError(thrown) && thrown.code === 'invalid-input'
        ? refused
        : fail(refused.status, { ...again, problems: refused.data.problems });
    }
    const { number, receipt, moderation } = written;
    dropPhotos(event, typed);
    keepTaken(event, { number, receipt, moderation, locale: typed.locale === 'en' ? 'en' : 'ru' });
    redirect(303, localizePath('/desk/intake/receipt', locals.locale));
  },
};

/** The page to read aloud from. */
function readingOf(typed: IntakeTyped, fields: Awaited<ReturnType<typeof fieldsOf>>, now: Date) {
  return {
    problems: [] as { field?: string; text: string }[],
    typed,
    reading: fields
      .map((field) => ({
        key: labelOf(field),
        value: factWords(field, typed.facts as never, now),
      }))
      .filter(({ value }) => value.length > 0),
  };
}
