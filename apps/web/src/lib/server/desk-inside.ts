import { localizePath, m } from '@otklik/i18n';
import { fail, redirect, type ActionFailure, type RequestEvent } from '@sveltejs/kit';
import { refusalOf, type Refusal } from '#lib/server/account-errors.ts';
import { leadFrom } from '#lib/server/desk.ts';
import { formOrWords, textIn as typedIn } from '#lib/server/form-body.ts';
import { wordsForCode } from '#lib/server/form-errors.ts';

/** What a form among colleagues answers when it is refused: the words and what was typed. */
export interface InsideResult {
  readonly inside: string;
  readonly problem: string;
  readonly text: string;
  readonly chosen: readonly string[];
}

function wordsFor({ code, data }: Refusal): string | null {
  switch (code) {
    case 'invalid-input': {
      const [issue] = (data['issues'] ?? []) as { path: string; code: string; maximum?: number }[];
      if (issue?.path !== 'text') return m.colleagues_error_address();
      return issue.code === 'too_big' && issue.maximum
        ? m.desk_error_too_long({ count: issue.maximum })
        : m.colleagues_error_text();
    }
    case 'unknown-reference':
      return m.colleagues_error_unknown();
    case 'already-done':
    case 'changed-meanwhile':
      return m.colleagues_error_gone();
    case 'too-many-requests':
    case 'over-capacity':
    case 'unavailable':
      return wordsForCode(code, data);
    default:
      return null;
  }
}

/** The step that can be taken back, where a verb gave one. */
const stepIn = (made: unknown): string | null =>
  (made as { readonly stepId?: string } | undefined)?.stepId ?? null;

/** The same page again, with a word of what was done and the way to take it back. */
function back(url: URL, done: string, made: unknown): never {
  const query = new URLSearchParams(
    [...url.searchParams].filter(([name]) => !name.startsWith('/')),
  );
  for (const name of ['was', 'undo', 'beginning']) query.delete(name);
  query.set('done', done);
  const step = stepIn(made);
  if (step) query.set('undo', step);
  redirect(303, `${url.pathname}?${query}`);
}

/** A form among colleagues: done, it leads back to its page; refused, it keeps what was typed. */
export const insideAction =
  (name: string, run: (event: RequestEvent, form: FormData, number: string) => Promise<unknown>) =>
  async (event: RequestEvent): Promise<ActionFailure<InsideResult>> => {
    const { form, is_cut } = await formOrWords(event.request);
    const kept = { text: typedIn(form, 'text'), chosen: form.getAll('mentions').map(String) };
    if (is_cut) return fail(413, { inside: name, problem: m.errors_text_too_long(), ...kept });
    let made: unknown;
    try {
      made = await run(event, form, event.params['number'] ?? '');
    } catch (thrown) {
      const refusal = refusalOf(thrown);
      const problem = refusal && wordsFor(refusal);
      if (!refusal || !problem) return leadFrom(event.url)(thrown);
      return fail(refusal.status, { inside: name, problem, ...kept });
    }
    return back(event.url, name, made);
  };

const desk = (event: RequestEvent) => event.locals.services.desk;

/** The actions of a case's page that concern colleagues alone. */
export const insideActions = {
  note: insideAction('note', (event, form, number) =>
    desk(event).addNote(event.locals.actor, {
      number,
      text: typedIn(form, 'text'),
      mentions: form.getAll('mentions').map(String),
    }),
  ),
  take: insideAction('take', (event, form, number) => {
    const from = typedIn(form, 'from');
    return desk(event).takeCase(event.locals.actor, { number, ...(from ? { from } : {}) });
  }),
  'hand-over': insideAction('hand-over', (event, form, number) => {
    const note = typedIn(form, 'text');
    const from = typedIn(form, 'from');
    return desk(event).handOver(event.locals.actor, {
      number,
      to: typedIn(form, 'to'),
      ...(from ? { from } : {}),
      ...(note ? { note } : {}),
    });
  }),
  'give-back': insideAction('give-back', (event, _form, number) =>
    desk(event).giveBack(event.locals.actor, { number }),
  ),
};

/** What the page of a case shows of what colleagues do with it. */
export async function insideOf(
  { locals, url }: Pick<RequestEvent, 'locals' | 'url'>,
  number: string,
) {
  const { actor, services } = locals;
  const beginning = url.searchParams.get('beginning')?.slice(0, 80) ?? '';
  return {
    /** What was typed to find a colleague among many. */
    beginning,
    /** Notes this view too, so that colleagues see that the case is open. */
    open: await services.desk.openPage(actor, { number }),
    notes: await services.desk.listNotes(actor, { number }),
    colleagues: await services.desk.listColleagues(actor, { number, beginning }),
    templates: await services.desk.listTemplatesFor(actor, { number }),
    /** The prepared text that stands in the form from the beginning. */
    template: url.searchParams.get('template'),
  };
}

/** Settles one mention and leads back to the beginning of the desk. */
export async function settleMention({ request, locals, url }: RequestEvent): Promise<never> {
  const form = await request.formData();
  const said = new URLSearchParams({ done: 'settle' });
  try {
    const made = await locals.services.desk.settleMention(locals.actor, {
      noteId: typedIn(form, 'noteId'),
    });
    said.set('undo', made.stepId);
  } catch (thrown) {
    const refusal = refusalOf(thrown);
    // Settled in another window before: what was wanted is so.
    if (refusal?.code !== 'not-found') return leadFrom(url)(thrown);
  }
  redirect(303, `${localizePath('/desk', locals.locale)}?${said}`);
}
