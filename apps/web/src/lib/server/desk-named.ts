import { m } from '@otklik/i18n';
import { fail, redirect, type ActionFailure, type RequestEvent } from '@sveltejs/kit';
import { boxAt } from '#lib/desk/named/boxes.ts';
import { refusalOf, type Refusal } from '#lib/server/account-errors.ts';
import { leadFrom } from '#lib/server/desk.ts';
import { formOrWords, textIn } from '#lib/server/form-body.ts';
import { wordsForCode, type Problem } from '#lib/server/form-errors.ts';

type Services = App.Locals['services'];
type Settling = Parameters<Services['namedStaff']['settleLink']>[1];
/** What a form about the person named answers when it is refused. */
export interface NamedResult {
  readonly named: string;
  readonly problems: readonly Problem[];
  readonly typed: Readonly<Record<string, string>>;
}

const FIELDS = ['person', 'decision', 'postId', 'reason', 'version', 'email'] as const;
const READERS: readonly string[] = ['moderator', 'controller', 'executor', 'head'];

const placed = ({ field, text }: Problem, person: string): Problem =>
  field === undefined ? { text } : { field: boxAt(field, person), text };

function problemOf({ code, data }: Refusal): Problem | null {
  switch (code) {
    case 'invalid-input': {
      const [issue] = (data['issues'] ?? []) as { path: string }[];
      if (issue?.path === 'reason')
        return { field: 'named-reason', text: m.confidence_error_reason() };
      return issue?.path === 'email' || issue?.path === undefined
        ? { field: 'named-email', text: m.confidence_error_email() }
        : { field: 'decision', text: m.confidence_error_decision() };
    }
    case 'unknown-reference':
      return { field: 'named-post', text: m.confidence_error_post() };
    case 'already-exists':
      if (data['kind'] === 'named-link')
        return { field: 'named-post', text: m.confidence_error_twice() };
      return { field: 'named-email', text: m.confidence_error_tied() };
    case 'changed-meanwhile':
      return { text: m.confidence_error_changed() };
    case 'already-done':
    case 'move-impossible':
      return { text: m.confidence_error_done() };
    case 'too-many-requests':
    case 'over-capacity':
    case 'unavailable':
      return { text: wordsForCode(code, data) };
    default:
      return null;
  }
}

/** A form about the person named: done, it leads back to its page; refused, it keeps what was typed. */
const namedAction =
  (
    name: string,
    run: (event: RequestEvent, typed: Record<string, string>, number: string) => Promise<unknown>,
  ) =>
  async (event: RequestEvent): Promise<ActionFailure<NamedResult>> => {
    const { form, is_cut } = await formOrWords(event.request);
    const typed = Object.fromEntries(FIELDS.map((field) => [field, textIn(form, field)]));
    if (is_cut)
      return fail(413, { named: name, problems: [{ text: m.errors_text_too_long() }], typed });
    try {
      await run(event, typed, event.params['number'] ?? '');
    } catch (thrown) {
      const refusal = refusalOf(thrown);
      const problem = refusal && problemOf(refusal);
      if (!refusal || !problem) return leadFrom(event.url)(thrown);
      return fail(refusal.status, {
        named: name,
        problems: [placed(problem, typed['person'] ?? '')],
        typed,
      });
    }
    const query = new URLSearchParams(
      [...event.url.searchParams].filter(([key]) => !key.startsWith('/')),
    );
    query.delete('was');
    query.set('done', name);
    return redirect(303, `${event.url.pathname}?${query}`);
  };

const verbs = ({ locals }: RequestEvent) => locals.services.namedStaff;

/** The actions of a case's page that concern the person named. */
export const namedActions = {
  'named-settle': namedAction('named-settle', (event, typed, number) =>
    verbs(event).settleLink(event.locals.actor, {
      number,
      ...(typed['person'] ? { person: Number(typed['person']) } : {}),
      decision: typed['decision'] as Settling['decision'],
      // A post chosen beside another decision does not count.
      ...(typed['decision'] === 'settled' && typed['postId'] ? { postId: typed['postId'] } : {}),
      reason: typed['reason'] ?? '',
      version: Number(typed['version']),
    }),
  ),
  'named-told': namedAction('named-told', (event, typed, number) =>
    verbs(event).markTold(event.locals.actor, { number, postId: typed['postId'] ?? '' }),
  ),
  'named-tie': namedAction('named-tie', (event, typed) =>
    verbs(event).tieAccount(event.locals.actor, {
      postId: typed['postId'] ?? '',
      email: typed['email'] ?? '',
    }),
  ),
  'named-untie': namedAction('named-untie', (event, typed) =>
    verbs(event).untieAccount(event.locals.actor, { postId: typed['postId'] ?? '' }),
  ),
};

/** What the page of a case shows of the person named; null for those who have no business with it. */
export async function namedIn(
  { locals, url }: Pick<RequestEvent, 'locals' | 'url'>,
  number: string,
  clinic: string,
) {
  const { actor, services } = locals;
  if (actor.kind !== 'person' || !actor.grants.some(({ role }) => READERS.includes(role)))
    return null;
  try {
    const found = await services.namedStaff.getNamed(actor, { number });
    const settles = found.eye === 'region' && actor.grants.some(({ role }) => role === 'moderator');
    const q = (url.searchParams.get('who') ?? '').slice(0, 60);
    const posts = settles ? await services.namedStaff.listPosts(actor, { clinic, q }) : [];
    return { ...found, settles, q, posts };
  } catch (thrown) {
    if (refusalOf(thrown)?.code === 'forbidden') return null;
    throw thrown;
  }
}
