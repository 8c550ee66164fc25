import { localizePath, m } from '@otklik/i18n';
import { fail, redirect } from '@sveltejs/kit';
import { factWords, labelOf } from '#lib/complaints/facts.ts';
import { authorActions } from '#lib/server/author-deeds.ts';
import {
  contactActions,
  reportPressed,
  pressedProblem,
  safeguardsOf,
} from '#lib/server/author-safeguards.ts';
import { photosIn } from '#lib/server/desk-deeds.ts';
import { loadCase } from '#lib/server/case-page.ts';
import { judgePromise } from '#lib/server/promise-deeds.ts';
import { companionsOf, supportActions } from '#lib/server/supports.ts';
import { soundsUnsafe, unsafe } from '#lib/server/danger-words.ts';
import { formOrWords, keyIn, textIn } from '#lib/server/form-body.ts';
import { refusedForm, tooLong } from '#lib/server/form-errors.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { locals, url, params } = event;
  const found = await loadCase(event);
  const now = locals.services.now();
  const { facts, topic, ...rest } = found;
  const { emergency, appeals } = await locals.services.complaints.getLanes(locals.actor, {});
  return {
    ...rest,
    safeguards: await safeguardsOf(locals, found.case),
    topic: { code: topic.code, ru: topic.ru, en: topic.en },
    facts: facts
      ? topic.fields
          .map((field) => ({ label: labelOf(field), lines: factWords(field, facts as never, now) }))
          .filter((fact) => fact.lines.length > 0)
      : [],
    companions: await companionsOf(locals, params.number),
    systemic: await locals.services.systemic.ofCase(locals.actor, { number: params.number }),
    is_visitor: locals.actor.kind === 'visitor',
    now,
    emergency,
    appeals,
    done: url.searchParams.get('done'),
    is_receipt: locals.actor.kind === 'receipt',
  };
};

export const actions: Actions = {
  ...authorActions,
  ...contactActions,
  ...supportActions,
  'promise-judge': judgePromise,
  retract: async ({ request, params, locals }) => {
    const form = await request.formData();
    const version = Number(form.get('version')) || undefined;
    try {
      await locals.services.complaints.retractComplaint(
        locals.actor,
        { number: params.number, version },
        keyIn(form),
      );
    } catch (thrown) {
      return refusedForm(thrown, {});
    }
    redirect(303, localizePath(`/complaints/${params.number}?done=retracted`, locals.locale));
  },
  verdict: async ({ request, params, locals }) => {
    const { form, is_cut } = await formOrWords(request);
    const text = (name: string): string => textIn(form, name);
    const typed = {
      verdict: text('verdict'),
      unanswered: text('unanswered'),
      stillWrong: text('stillWrong'),
      pressed: text('pressed'),
      pressedWords: text('pressedWords'),
    };
    const controls = {
      verdict: { label: m.complaints_verdict_title(), kind: 'choice' },
      unanswered: { label: m.complaints_verdict_unanswered() },
      stillWrong: { label: m.complaints_verdict_still_wrong() },
      photos: { label: m.complaints_verdict_photos() },
    } as const;
    if (is_cut) return tooLong(typed);
    if (!typed.verdict)
      return fail(422, {
        problems: [{ field: 'verdict', text: m.complaints_verdict_choose() }],
        typed,
      });
    const problem = pressedProblem(typed);
    if (problem) return fail(422, { problems: [problem], typed });
    try {
      const { unanswered, stillWrong, pressedWords } = typed;
      if (await soundsUnsafe(locals, form, unanswered, stillWrong, pressedWords))
        return { ...unsafe(typed), photos_again: (await photosIn(form)).length > 0 };
      await reportPressed(locals, params.number, 'verdict', typed);
      const given = {
        number: params.number,
        version: text('version'),
        verdict: typed.verdict,
        ...(typed.unanswered.trim() ? { unanswered: typed.unanswered } : {}),
        ...(typed.stillWrong.trim() ? { stillWrong: typed.stillWrong } : {}),
        photos: await photosIn(form),
      } as Parameters<typeof locals.services.cases.giveVerdict>[1];
      await locals.services.cases.giveVerdict(locals.actor, given, keyIn(form));
    } catch (thrown) {
      return refusedForm(thrown, typed, controls);
    }
    redirect(303, localizePath(`/complaints/${params.number}?done=verdict`, locals.locale));
  },
};
