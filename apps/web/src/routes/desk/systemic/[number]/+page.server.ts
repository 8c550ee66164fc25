import { localizePath, m } from '@otklik/i18n';
import { isAppError } from '@otklik/kernel';
import { error, redirect } from '@sveltejs/kit';
import { leadFrom } from '#lib/server/desk.ts';
import { formOrWords, keyIn, textIn } from '#lib/server/form-body.ts';
import { refusedForm, tooLong } from '#lib/server/form-errors.ts';
import type { Outcome } from '#lib/systemic/words.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

const STEPS_shown = 3;

/** One systemic case at the desk: what waits, and the deeds of the reader's roles. */
export const load: PageServerLoad = async ({ locals, params, url, setHeaders }) => {
  setHeaders({ 'cache-control': 'no-store' });
  const { services, actor } = locals;
  // Who works nowhere here is led to sign in before anything is said of the number.
  await services.systemic.listDesk(actor, { limit: 1 }).catch(leadFrom(url));
  const found = await services.systemic
    .getSystemic(actor, { number: params.number })
    .catch(leadFrom(url));
  if (!found.desk) error(404, 'not-found');
  return {
    systemic: found.systemic,
    desk: found.desk,
    steps_shown: STEPS_shown,
    done: url.searchParams.get('done'),
    now: services.now(),
  };
};

type Systemic = App.Locals['services']['systemic'];
type Run = (input: {
  readonly systemic: Systemic;
  readonly actor: App.Locals['actor'];
  readonly on: { number: string; version: number };
  readonly form: FormData;
  readonly text: (name: string) => string;
  readonly options: ReturnType<typeof keyIn>;
}) => Promise<{ readonly number: string }>;

const WORDS = [
  'case',
  'part',
  'outcome',
  'text',
  'signerName',
  'signerPost',
  'marked',
  'reason',
  'note',
  'whyRu',
  'finding',
  ...Array.from({ length: STEPS_shown }, (_, at) => [
    `what-${at}`,
    `owner-${at}`,
    `until-${at}`,
  ]).flat(),
];

/** One of the page's forms: runs the verb and leads on; refused, it keeps what was typed. */
const deed = (run: Run) => async (event: RequestEvent) => {
  const { request, locals, params, url } = event;
  const { form, is_cut } = await formOrWords(request);
  const text = (name: string): string => textIn(form, name).trim();
  const typed: Record<string, string> = Object.fromEntries(WORDS.map((name) => [name, text(name)]));
  if (is_cut) return tooLong(typed);
  try {
    await run({
      systemic: locals.services.systemic,
      actor: locals.actor,
      on: { number: params.number, version: Number(text('version')) },
      form,
      text,
      options: keyIn(form),
    });
  } catch (thrown) {
    if (isAppError(thrown) && thrown.code === 'sign-in-required') return leadFrom(url)(thrown);
    return refusedForm(thrown, typed, {
      case: { label: m.systemic_desk_join_number() },
      outcome: { label: m.systemic_desk_plan_outcome(), kind: 'choice' },
      text: { label: m.systemic_desk_plan_text() },
      steps: { label: m.systemic_steps(), field: 'what-0' },
      signerName: { label: m.systemic_desk_signer() },
      signerPost: { label: m.systemic_desk_signer_post() },
      marked: { label: m.systemic_desk_marked() },
      reason: { label: m.systemic_desk_reason(), kind: 'choice' },
      note: { label: m.systemic_desk_note() },
      finding: { label: m.systemic_desk_finding(), kind: 'choice' },
      whyRu: { label: m.systemic_desk_why() },
    });
  }
  redirect(303, localizePath(`/desk/systemic/${params.number}?done=done`, locals.locale));
};

const stepsIn = (text: (name: string) => string) =>
  Array.from({ length: STEPS_shown }, (_, at) => ({
    what: text(`what-${at}`),
    owner: text(`owner-${at}`),
    until: text(`until-${at}`),
  })).filter(({ what, owner, until }) => what || owner || until);

type Reason = Parameters<Systemic['returnPlan']>[1]['reason'];
type Finding = Parameters<Systemic['judgeClose']>[1]['finding'];

export const actions: Actions = {
  join: deed(({ systemic, actor, on, text, options }) =>
    systemic.joinMember(actor, { ...on, case: text('case') }, options),
  ),
  reopen: deed(({ systemic, actor, on, text, options }) =>
    systemic.reopenSystemic(actor, { ...on, case: text('case') }, options),
  ),
  part: deed(({ systemic, actor, on, text, options }) =>
    systemic.partMember(actor, { ...on, case: text('part') }, options),
  ),
  plan: deed(({ systemic, actor, on, text, options }) =>
    systemic.handInPlan(
      actor,
      {
        ...on,
        outcome: text('outcome') as Outcome,
        text: text('text'),
        steps: stepsIn(text),
        signerName: text('signerName'),
        signerPost: text('signerPost'),
      },
      options,
    ),
  ),
  publish: deed(({ systemic, actor, on, text, form, options }) =>
    systemic.publishPlan(
      actor,
      { ...on, marked: text('marked'), acknowledged: form.has('acknowledged') },
      options,
    ),
  ),
  return: deed(({ systemic, actor, on, text, options }) =>
    systemic.returnPlan(
      actor,
      {
        ...on,
        reason: text('reason') as Reason,
        ...(text('note') ? { note: text('note') } : {}),
      },
      options,
    ),
  ),
  report: deed(({ systemic, actor, on, text, options }) =>
    systemic.reportStep(actor, { ...on, position: text('position') }, options),
  ),
  close: deed(({ systemic, actor, on, text, form, options }) =>
    systemic.judgeClose(
      actor,
      {
        ...on,
        finding: text('finding') as Finding,
        whyRu: text('whyRu'),
        kept: form.getAll('kept').map(Number),
      },
      options,
    ),
  ),
};
