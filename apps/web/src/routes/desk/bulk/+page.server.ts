import { localizePath, m } from '@otklik/i18n';
import { fail } from '@sveltejs/kit';
import { hasGap } from '#lib/desk/slots.ts';
import { bulkStep, type BulkStep } from '#lib/desk/bulk-steps.ts';
import { runBulk, type Chosen, type Outcome } from '#lib/server/desk-bulk.ts';
import { reasonProblems } from '#lib/server/desk-deeds.ts';
import { leadFrom } from '#lib/server/desk.ts';
import { formOrWords, textIn as textOf } from '#lib/server/form-body.ts';
import { returnPath } from '#lib/return-path.ts';
import type { Actions, PageServerLoad } from './$types';

const BULK_MAX = 50;
const NUMBER = /^\d{2}-\d{6,11}-\d$/;

const numbersIn = (url: URL): string[] => [
  ...new Set(url.searchParams.getAll('case').filter((number) => NUMBER.test(number))),
];

type Locals = App.Locals;

/** What goes out by this step, to be read once more: the words, and whether a detector stopped at them. */
async function wordsOf({ services, actor }: Locals, step: BulkStep, number: string) {
  if (!step.shows) return null;
  const complaint = await services.complaints.getComplaint(actor, { number });
  const is_story = step.shows === 'story';
  const found = is_story ? complaint.personal.story : complaint.personal.answer;
  return {
    text: (is_story ? complaint.original : complaint.case.answers.at(-1)?.text) ?? '',
    flagged: found.length > 0 || (is_story && complaint.dangerWords.length > 0),
  };
}

export const load: PageServerLoad = async ({ locals, url }) => {
  const { actor, services } = locals;
  const back = returnPath(url.searchParams.get('back'), url.origin, localizePath('/desk'));
  const step = bulkStep(url.searchParams.get('step'));
  const asked = numbersIn(url);
  const numbers = asked.slice(0, BULK_MAX);
  const common = { back, step: step?.name ?? null, total: asked.length, gone: 0 };
  if (!step || numbers.length === 0)
    return { ...common, cases: [], colleagues: [], templates: [], template: null };
  const cases = await services.desk.lookAtCases(actor, { numbers }).catch(leadFrom(url));
  const first = cases[0]!.number;
  const shown = [];
  for (const one of cases)
    shown.push({ ...one, words: await wordsOf(locals, step, one.number).catch(leadFrom(url)) });
  return {
    ...common,
    gone: numbers.length - cases.length,
    cases: shown,
    colleagues:
      step.name === 'hand-over'
        ? await services.desk.listColleagues(actor, { number: first }).catch(leadFrom(url))
        : [],
    templates: step.prepared
      ? await services.desk.listTemplatesFor(actor, { number: first }).catch(leadFrom(url))
      : [],
    template: url.searchParams.get('template'),
  };
};

export interface BulkResult {
  readonly step: string;
  readonly values: Readonly<Record<'reason' | 'note' | 'to', string>>;
  readonly chosen: readonly string[];
  readonly problems: readonly { readonly field?: string; readonly text: string }[];
  /** Null while nothing was done: something is missing. */
  readonly outcomes: readonly Outcome[] | null;
}

export const actions: Actions = {
  do: async ({ request, locals, url }) => {
    const { form, is_cut } = await formOrWords(request);
    const step = bulkStep(textOf(form, 'step'));
    const numbers = form
      .getAll('case')
      .map(String)
      .filter((number) => NUMBER.test(number))
      .slice(0, BULK_MAX);
    const values = {
      reason: textOf(form, 'reason'),
      note: textOf(form, 'note'),
      to: textOf(form, 'to'),
    };
    const problems = [
      ...(is_cut ? [{ field: 'note', text: m.errors_text_too_long() }] : []),
      ...(numbers.length === 0 || !step ? [{ text: m.workbench_sure_error_none() }] : []),
      ...(step?.reasons ? reasonProblems(values) : []),
      ...(step?.name === 'hand-over' && !values.to
        ? [{ field: 'to', text: m.workbench_sure_error_to() }]
        : []),
      ...(hasGap(values.note) ? [{ field: 'note', text: m.workbench_error_slot_unfilled() }] : []),
    ];
    const kept = { step: step?.name ?? '', values, chosen: numbers };
    if (problems.length > 0 || !step)
      return fail(422, { ...kept, problems, outcomes: null } satisfies BulkResult);
    const chosen: Chosen[] = numbers.map((number) => ({
      number,
      version: Number(textOf(form, `version.${number}`)) || undefined,
      holder: textOf(form, `holder.${number}`),
    }));
    const outcomes = await runBulk(locals, step.name, chosen, values).catch(leadFrom(url));
    return { ...kept, problems: [], outcomes } satisfies BulkResult;
  },
};
