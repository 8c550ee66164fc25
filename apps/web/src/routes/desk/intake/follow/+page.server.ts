import { localizePath, m } from '@otklik/i18n';
import { isAppError } from '@otklik/kernel';
import { fail, redirect } from '@sveltejs/kit';
import { leadFrom } from '#lib/server/desk.ts';
import { keyIn, textIn } from '#lib/server/form-body.ts';
import { problemsOf, type Controls } from '#lib/server/form-errors.ts';
import type { Actions, PageServerLoad } from './$types';

type Said = Parameters<App.Locals['services']['assisted']['actFor']>[1];

/** What a clerk is told beside the common words of a refusal. */
const REASONS: Readonly<Record<string, () => string>> = {
  'clinic-takes-no-verdict': m.assisted_refused_clinic,
  'looked-at-it': m.assisted_refused_looked,
  'own-case': m.assisted_refused_looked,
  reach: m.assisted_refused_reach,
};

export const load: PageServerLoad = async ({ locals, url, setHeaders }) => {
  setHeaders({ 'cache-control': 'no-store' });
  const { isHotline } = await locals.services.assisted
    .myIntake(locals.actor, {})
    .catch(leadFrom(url));
  return {
    isHotline,
    done: url.searchParams.get('done')?.slice(0, 40) ?? null,
    state: url.searchParams.get('state')?.slice(0, 40) ?? null,
  };
};

const controls = (): Controls => ({
  receipt: { label: m.assisted_follow_code() },
  verdict: { label: m.assisted_act_verdict(), kind: 'choice' },
  unanswered: { label: m.assisted_act_unanswered() },
  stillWrong: { label: m.assisted_act_still_wrong() },
  text: { label: m.assisted_act_question() },
  kept: { label: m.assisted_act_plan(), kind: 'choice' },
  note: { label: m.assisted_act_note() },
});

function refusal(thrown: unknown) {
  const code = isAppError(thrown) ? thrown.code : '';
  const reason = isAppError(thrown) ? REASONS[String(thrown.data['reason'] ?? '')] : undefined;
  if (code === 'forbidden' && reason) return [{ text: reason() }];
  if (code === 'not-found') return [{ field: 'receipt', text: m.assisted_follow_wrong() }];
  return problemsOf(thrown, controls());
}

const statusOf = (thrown: unknown): number => (isAppError(thrown) ? thrown.status : 422);

/** The word as the verb takes it; what was left empty is left out. */
function wordOf(form: FormData): Said {
  const given = Object.fromEntries(
    ['what', 'receipt', 'verdict', 'unanswered', 'stillWrong', 'text', 'kept', 'note']
      .map((name) => [name, textIn(form, name)] as const)
      .filter(([, value]) => value.trim() !== ''),
  );
  return given as unknown as Said;
}

export const actions: Actions = {
  open: async ({ request, locals }) => {
    const receipt = textIn(await request.formData(), 'receipt').slice(0, 300);
    try {
      const found = await locals.services.assisted.openByReceipt(locals.actor, {
        receipt: receipt || '-',
      });
      return { problems: [], receipt, found };
    } catch (thrown) {
      return fail(statusOf(thrown), { problems: refusal(thrown), receipt });
    }
  },
  act: async ({ request, locals }) => {
    const form = await request.formData();
    const word = wordOf(form);
    const { assisted } = locals.services;
    let said;
    try {
      said = await assisted.actFor(locals.actor, word, keyIn(form));
    } catch (thrown) {
      const problems = refusal(thrown);
      const { receipt } = word;
      const found = await assisted
        .openByReceipt(locals.actor, { receipt })
        .catch((again: unknown) => {
          if (isAppError(again)) return undefined;
          throw again;
        });
      // The words that were said stand there again.
      const typed = word as unknown as Readonly<Record<string, string>>;
      return fail(statusOf(thrown), { problems, receipt, typed, ...(found ? { found } : {}) });
    }
    const done = `done=${said.number}&state=${said.state}`;
    redirect(303, localizePath(`/desk/intake/follow?${done}`, locals.locale));
  },
};
