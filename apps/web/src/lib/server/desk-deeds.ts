import type { Move, Queue } from '@otklik/cases';
import { localizePath, m } from '@otklik/i18n';
import { error, fail, redirect, type RequestEvent } from '@sveltejs/kit';
import { refusalOf } from '#lib/server/account-errors.ts';
import { rangeOf, withCuts } from '#lib/desk/cut-story.js';
import { leadFrom } from '#lib/server/desk.ts';
import { asQuestion, filtersIn } from '#lib/server/desk-filters.ts';
import { formOrWords, textIn as textOf } from '#lib/server/form-body.ts';
import { isDelayed } from '#lib/server/delayed.ts';
import { problemsOf } from '#lib/server/desk-problems.ts';
import type { Problem } from '#lib/server/form-errors.ts';

export type Values = Readonly<Record<string, string>>;

export interface Deed {
  readonly name: string;
  readonly move: Move;
  /** The queue whose next case comes after, unless the page was opened from another. */
  readonly queue: Queue;
  /** What is kept when the form is refused. */
  readonly fields: readonly string[];
  /** What is wrong before anything is asked of the server, so that nobody confirms an incomplete form. */
  readonly check?: (values: Values) => Problem[];
  /** True where it hurts: then a second screen asks whether it is really meant. */
  readonly asks?: (values: Values) => boolean;
  /** What had better be changed before it is sent; whoever ticks `asIs` sends it all the same. */
  readonly warns?: (
    event: RequestEvent,
    input: Values & { readonly number: string },
  ) => Promise<Problem[]>;
  readonly run: (
    event: RequestEvent,
    input: Values & { readonly number: string },
    form: FormData,
  ) => Promise<unknown>;
}

const CONFLICTS = new Set(['changed-meanwhile', 'move-impossible', 'already-done']);

/** On to the most urgent case that is left in the queue, or to the empty queue. */
async function goOn(
  event: RequestEvent,
  deed: Deed,
  number: string,
  made: unknown,
): Promise<never> {
  const { locals, url } = event;
  const queue = (url.searchParams.get('queue') ?? deed.queue) as Queue;
  const filters = filtersIn(url);
  const list = await locals.services.desk
    .findInQueue(locals.actor, { ...asQuestion(filters), queue, limit: 2 })
    .catch(() => null);
  const next = list?.cases.find((one) => one.number !== number);
  const said = new URLSearchParams({ queue, ...filters, done: deed.name, was: number });
  if (isDelayed(made)) {
    said.set('done', 'delayed');
    said.set('undo', made.stepId);
  }
  const path = next ? `/desk/cases/${next.number}` : `/desk/queue/${queue}`;
  redirect(303, `${localizePath(path, locals.locale)}?${said}`);
}

/** A form of the desk: refused, it keeps what was typed; overtaken by somebody else, it says so. */
export const deedAction = (deed: Deed) => async (event: RequestEvent) => {
  const number = event.params['number'] ?? error(404, 'not-found');
  const { form, is_cut } = await formOrWords(event.request);
  const values = Object.fromEntries(deed.fields.map((name) => [name, textOf(form, name)]));
  const kept = { deed: deed.name, move: deed.move, values, version: Number(form.get('version')) };
  if (is_cut) {
    const problems = [{ field: 'photos', text: m.desk_error_photos_too_large() }];
    return fail(413, { ...kept, problems, step: 'form' as const });
  }
  const problems = deed.check?.(values) ?? [];
  if (problems.length > 0) return fail(422, { ...kept, problems, step: 'form' as const });
  const is_sure = form.get('sure') === 'yes';
  if (deed.asks?.(values) && !is_sure) {
    // "Go back" on the second screen leads to the form as it was filled.
    const step = form.get('sure') === 'no' ? ('form' as const) : ('sure' as const);
    return { ...kept, problems: [], step };
  }
  let made: unknown;
  try {
    const warnings =
      form.get('asIs') === 'yes' ? [] : ((await deed.warns?.(event, { ...values, number })) ?? []);
    if (warnings.length > 0)
      return fail(422, { ...kept, problems: warnings, step: 'form' as const, warned: true });
    made = await deed.run(event, { ...values, version: textOf(form, 'version'), number }, form);
  } catch (thrown) {
    const refusal = refusalOf(thrown);
    if (refusal && CONFLICTS.has(refusal.code))
      return fail(409, { ...kept, problems: [], step: 'conflict' as const });
    const found = refusal && problemsOf(refusal);
    if (!found) return leadFrom(event.url)(thrown);
    return fail(refusal.status, { ...kept, problems: found, step: 'form' as const });
  }
  return goOn(event, deed, number, made);
};

/** Stretches of the story that a form names, such as the ticked proposals. */
export const rangesIn = (form: FormData, name: string): [number, number][] =>
  form.getAll(name).map((value) => rangeOf(typeof value === 'string' ? value : ''));

/** Puts the brackets of chosen proposals into the text, for those without script; changes nothing else. */
export async function proposeCuts(event: RequestEvent): Promise<DeedResult> {
  const form = await event.request.formData();
  const ranges = rangesIn(form, form.get('scope') === 'all' ? 'found' : 'cut');
  return {
    deed: 'publish',
    move: 'publish',
    values: { marked: withCuts(textOf(form, 'marked'), ranges) },
    version: Number(form.get('version')),
    problems: [],
    step: 'form',
  };
}

/** What a form of the desk answers when it does not lead on. */
export interface DeedResult {
  readonly deed: string;
  /** The move that the form asks for; another one of a person's own may stand on the page too. */
  readonly move: Move;
  readonly values: Values;
  readonly version: number;
  readonly problems: readonly Problem[];
  readonly step: 'form' | 'sure' | 'conflict';
  /** It was only warned of: the same words may be sent as they are. */
  readonly warned?: boolean;
  /** Clinics to choose from, found by what was typed. */
  readonly choices?: readonly { readonly code: string; readonly name: string }[];
}

/** Photos of a form; an empty file box sends one nameless file. */
export const photosIn = (form: FormData): Promise<Uint8Array<ArrayBuffer>[]> =>
  Promise.all(
    form
      .getAll('photos')
      .filter((file): file is File => file instanceof File && file.size > 0)
      .map((file) => file.bytes()),
  );

export const needed = (values: Values, name: string, text: string): Problem[] =>
  values[name] ? [] : [{ field: name, text }];

/** A reason from the list; "another" says nothing without words. */
export const reasonProblems = (values: Values): Problem[] => [
  ...needed(values, 'reason', m.desk_error_reason()),
  ...(values['reason'] === 'other' ? needed(values, 'note', m.desk_error_other_note()) : []),
];
