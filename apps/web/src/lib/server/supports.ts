import { localizePath, m } from '@otklik/i18n';
import { isAppError } from '@otklik/kernel';
import { fail, isRedirect, redirect, type RequestEvent } from '@sveltejs/kit';
import { problemsOf, refusedForm } from '#lib/server/form-errors.ts';

type Judging = Parameters<App.Locals['services']['cases']['judgeSupported']>[1];

const REFUSED: Readonly<Record<string, () => string>> = {
  'own-case': m.companions_error_own,
  'works-here': m.companions_error_works,
  'address-unconfirmed': m.companions_error_unconfirmed,
};

/** Why somebody may not join, in words where there are some. */
function refusedSupport(thrown: unknown, typed: Record<string, string>) {
  const reason = isAppError(thrown) ? REFUSED[String(thrown.data['reason'])] : undefined;
  if (!reason) return refusedForm(thrown, typed);
  return fail(403, { problems: [{ field: 'me-too', text: reason() }], typed });
}

const textOf = (form: FormData, name: string): string =>
  String(form.get(name) ?? '').slice(0, 20_000);
const caseAt = (locals: App.Locals, number: string, done: string): string =>
  localizePath(`/complaints/${number}?done=${done}`, locals.locale);

/** Who is not signed in is led there, and back to the case. */
export function toSignIn(locals: App.Locals, number: string): never {
  const back = localizePath(`/complaints/${number}#me-too`, locals.locale);
  return redirect(
    303,
    `${localizePath('/sign-in', locals.locale)}?back=${encodeURIComponent(back)}`,
  );
}

/** Says «me too» to a case and leads to it. @throws refusals */
export async function joinCase(locals: App.Locals, number: string, note = ''): Promise<never> {
  if (locals.actor.kind === 'visitor') toSignIn(locals, number);
  try {
    await locals.services.cases.supportCase(locals.actor, {
      number,
      ...(note.trim() ? { note } : {}),
    });
  } catch (thrown) {
    // Pressed twice: joined is joined.
    if (!isAppError(thrown) || thrown.code !== 'already-done') throw thrown;
  }
  redirect(303, caseAt(locals, number, 'support'));
}

/** What people beside the author do on a case's page. */
export const supportActions = {
  support: async ({ request, params, locals }: RequestEvent) => {
    const typed = { note: textOf(await request.formData(), 'note') };
    try {
      await joinCase(locals, params['number'] ?? '', typed.note);
    } catch (thrown) {
      if (isRedirect(thrown)) throw thrown;
      return refusedSupport(thrown, typed);
    }
  },
  'support-withdraw': async ({ params, locals }: RequestEvent) => {
    const number = params['number'] ?? '';
    try {
      await locals.services.cases.withdrawSupport(locals.actor, { number });
    } catch (thrown) {
      return refusedSupport(thrown, {});
    }
    redirect(303, caseAt(locals, number, 'support-withdrawn'));
  },
  'support-alarm': async ({ request, params, locals }: RequestEvent) => {
    const number = params['number'] ?? '';
    const typed = { alarm: textOf(await request.formData(), 'alarm') };
    try {
      await locals.services.cases.raiseAlarm(locals.actor, {
        number,
        ...(typed.alarm.trim() ? { note: typed.alarm } : {}),
      });
    } catch (thrown) {
      const problems = problemsOf(thrown, {
        note: { label: m.companions_alarm_note(), field: 'support-alarm' },
      });
      return fail(isAppError(thrown) ? thrown.status : 422, { problems, typed });
    }
    redirect(303, caseAt(locals, number, 'alarm'));
  },
  'support-judge': async ({ request, params, locals }: RequestEvent) => {
    const number = params['number'] ?? '';
    const form = await request.formData();
    const typed = { verdict: textOf(form, 'verdict'), unanswered: textOf(form, 'unanswered') };
    if (!typed.verdict)
      return fail(422, {
        problems: [{ field: 'support-verdict', text: m.complaints_verdict_choose() }],
        typed,
      });
    try {
      await locals.services.cases.judgeSupported(locals.actor, {
        number,
        verdict: typed.verdict as Judging['verdict'],
        ...(typed.unanswered.trim() ? { unanswered: typed.unanswered } : {}),
      });
    } catch (thrown) {
      const problems = problemsOf(thrown, {
        verdict: { label: m.companions_own_judge(), kind: 'choice', field: 'support-verdict' },
        unanswered: { label: m.complaints_verdict_unanswered(), field: 'support-unanswered' },
      });
      return fail(isAppError(thrown) ? thrown.status : 422, { problems, typed });
    }
    redirect(303, caseAt(locals, number, 'supporter-verdict'));
  },
};

/** What stands beside a case, for its page. */
export const companionsOf = (locals: App.Locals, number: string) =>
  locals.services.cases.getCompanions(locals.actor, { number });
export type Companions = Awaited<ReturnType<typeof companionsOf>>;
