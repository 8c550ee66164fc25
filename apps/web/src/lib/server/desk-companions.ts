import { m } from '@otklik/i18n';
import { isAppError } from '@otklik/kernel';
import { fail, redirect, type ActionFailure, type RequestEvent } from '@sveltejs/kit';
import { refusalOf } from '#lib/server/account-errors.ts';
import { cutFrom } from '#lib/server/desk-deed-list.ts';
import { leadFrom } from '#lib/server/desk.ts';
import { wordsForCode, type Problem } from '#lib/server/form-errors.ts';

type Alarmed = Parameters<App.Locals['services']['cases']['settleAlarm']>[1];
type Settling = Parameters<App.Locals['services']['cases']['settleSupportNote']>[1];

/** What a form about merging or about a note answers when it is refused. */
export interface CompanionResult {
  readonly companion: string;
  readonly problems: readonly Problem[];
  readonly typed: Readonly<Record<string, string>>;
}

const FIELDS = [
  'lead',
  'version',
  'support',
  'decision',
  'marked',
  'alarm',
  'reason',
  'note',
] as const;
const NUMBER = /^\d{2}-\d{6,11}-\d$/;

const REFUSED: Readonly<Record<string, () => string>> = {
  itself: m.companions_merge_itself,
  'other-kind': m.companions_merge_other_kind,
  'other-clinic': m.companions_merge_other_clinic,
  'already-merged': m.companions_merge_already_merged,
  'member-leads': m.companions_merge_member_leads,
  'lead-follows': m.companions_merge_lead_follows,
  'member-state': m.companions_merge_member_state,
  'lead-state': m.companions_merge_lead_state,
  'not-merged': m.companions_merge_not_merged,
};

/** Broken cuts stand by the text, anything else by the reason that was not chosen. */
const invalidIn = (data: Readonly<Record<string, unknown>>): Problem =>
  typeof data['reason'] === 'string'
    ? { field: 'marked', text: m.companions_desk_note_words_hint() }
    : { field: 'reason', text: m.cases_field_choose() };

function problemIn(thrown: unknown): Problem | null {
  if (!isAppError(thrown)) return null;
  if (thrown.code === 'merge-refused') {
    const words = REFUSED[String(thrown.data['reason'])];
    return { field: 'lead', text: words?.() ?? wordsForCode(thrown.code) };
  }
  if (thrown.code === 'not-found') return { field: 'lead', text: m.companions_merge_unknown() };
  if (thrown.code === 'reason-required')
    return { field: 'reason', text: wordsForCode(thrown.code, thrown.data) };
  if (thrown.code === 'personal-data-left')
    return { field: 'marked', text: wordsForCode(thrown.code, thrown.data) };
  if (thrown.code === 'invalid-input') return invalidIn(thrown.data);
  return ['changed-meanwhile', 'already-done'].includes(thrown.code)
    ? { text: wordsForCode(thrown.code, thrown.data) }
    : null;
}

/** Several notes and alarms may wait on one page: each control has its own in its id. */
function placed(problem: Problem, typed: Readonly<Record<string, string>>): Problem {
  const { field } = problem;
  if (field === 'marked') return { ...problem, field: `marked-${typed['support']}` };
  if (field !== 'reason') return problem;
  const id = typed['alarm'] ? `alarm-reason-${typed['alarm']}` : `note-reason-${typed['support']}`;
  return { ...problem, field: id };
}

const companionAction =
  (
    name: string,
    run: (
      event: RequestEvent,
      typed: Record<string, string>,
      number: string,
      form: FormData,
    ) => Promise<unknown>,
  ) =>
  async (event: RequestEvent): Promise<ActionFailure<CompanionResult>> => {
    const form = await event.request.formData();
    const typed = Object.fromEntries(
      FIELDS.map((field) => [
        field,
        String(form.get(field) ?? '')
          .slice(0, 10_000)
          // As the server keeps words: cuts are compared letter by letter.
          .replaceAll('\r\n', '\n')
          .trim(),
      ]),
    );
    try {
      await run(event, typed, event.params['number'] ?? '', form);
    } catch (thrown) {
      const refusal = refusalOf(thrown);
      const problem = refusal && problemIn(thrown);
      if (!refusal || !problem) return leadFrom(event.url)(thrown);
      return fail(refusal.status, { companion: name, problems: [placed(problem, typed)], typed });
    }
    const query = new URLSearchParams(
      [...event.url.searchParams].filter(([key]) => !key.startsWith('/')),
    );
    query.delete('was');
    query.set('done', name);
    return redirect(303, `${event.url.pathname}?${query}`);
  };

const verbs = ({ locals }: RequestEvent) => locals.services.cases;
const versionOf = ({ version }: Record<string, string>) => ({
  version: Number(version) || undefined,
});

export const companionActions = {
  merge: companionAction('merge', (event, typed, number) => {
    const lead = typed['lead'] ?? '';
    // A number that is none names no case.
    return verbs(event).mergeCase(event.locals.actor, {
      number,
      lead: NUMBER.test(lead) ? lead : '00-000000-0',
      ...versionOf(typed),
    });
  }),
  unmerge: companionAction('unmerge', (event, typed, number) =>
    verbs(event).unmergeCase(event.locals.actor, { number, ...versionOf(typed) }),
  ),
  note: companionAction('note', (event, typed, number, form) =>
    verbs(event).settleSupportNote(event.locals.actor, {
      number,
      support: typed['support'] ?? '',
      ...(typed['decision'] === 'publish'
        ? {
            decision: 'publish',
            ...cutFrom(typed['marked'], form),
            acknowledged: form.get('acknowledged') === 'yes',
          }
        : {
            decision: 'refuse',
            reason: typed['reason'],
            ...(typed['note'] ? { note: typed['note'] } : {}),
          }),
    } as Settling),
  ),
  alarm: companionAction('alarm', (event, typed, number) => {
    const [finding, reason] = (typed['reason'] ?? '').split(':');
    return verbs(event).settleAlarm(event.locals.actor, {
      number,
      alarm: typed['alarm'] ?? '',
      finding,
      reason,
      ...(typed['note'] ? { note: typed['note'] } : {}),
    } as Alarmed);
  }),
};

/** Somebody may moderate elsewhere and only look on here. */
const unlessForbidden =
  <Instead>(instead: Instead) =>
  (thrown: unknown): Instead => {
    if (refusalOf(thrown)?.code === 'forbidden') return instead;
    throw thrown;
  };

/** What stands beside a case at the desk: of a moderator also what may be the same. */
export async function companionsAt({ locals }: Pick<RequestEvent, 'locals'>, number: string) {
  const { actor, services } = locals;
  if (actor.kind !== 'person') return null;
  const companions = await services.cases.getCompanions(actor, { number });
  const moderates = actor.grants.some(({ role }) => role === 'moderator');
  const alarms = moderates
    ? await services.cases.getAlarms(actor, { number }).catch(unlessForbidden([]))
    : [];
  const likely = moderates
    ? await services.complaints
        .listDuplicates(actor, { number })
        .then(({ similar }) => similar)
        .catch(unlessForbidden(null))
    : null;
  return { ...companions, alarms, likely };
}
