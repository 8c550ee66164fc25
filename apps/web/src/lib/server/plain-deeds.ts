import { delayable } from '#lib/server/delayed.ts';
import type { Move } from '@otklik/cases';
import type { RunOptions } from '@otklik/kernel';
import type { RequestEvent } from '@sveltejs/kit';
import { APPEAL_DEEDS, DESK_DEEDS, type DeedSpec } from '#lib/deeds/specs.ts';
import { fieldLabel } from '#lib/deeds/words.ts';
import { cutFrom } from '#lib/server/desk-deed-list.ts';
import { keyIn } from '#lib/server/form-body.ts';
import { ownerIds } from '#lib/server/owner-ids.ts';
import { needed, reasonProblems, type Deed, type Values } from '#lib/server/desk-deeds.ts';
import { m } from '@otklik/i18n';

type Input = Values & { readonly number: string };
type Run = (
  event: RequestEvent,
  input: Input,
  form?: FormData,
  options?: RunOptions,
) => Promise<unknown>;
type Services = App.Locals['services'];

/** A verb called with the form's own words: the verb judges every one of them again. */
const verb =
  (
    call: (
      services: Services,
    ) => (actor: never, input: never, options?: RunOptions) => Promise<unknown>,
    extra: object = {},
  ): Run =>
  ({ locals: { services, actor } }, { number, version, ...rest }, _form, options) => {
    const given = Object.fromEntries(
      Object.entries(rest).filter(([, value]) => value.trim() !== ''),
    );
    return call(services)(
      actor as never,
      { number, version, ...given, ...extra } as never,
      options,
    );
  };

/** Which verb each form of the desk is. */
const DESK_VERBS: Readonly<Record<string, Run>> = {
  'passed-on': verb((s) => s.cases.settleDanger, { finding: 'passed-on' }),
  'false-alarm': verb((s) => s.cases.settleDanger, { finding: 'false-alarm' }),
  'accept-proposal': ({ locals: { services, actor } }, { number, version, marked }, form) =>
    services.cases.decideProposal(actor, {
      number,
      version,
      finding: 'accepted',
      ...cutFrom(marked, form ?? new FormData()),
      acknowledged: form?.get('acknowledged') === 'yes',
    }),
  'refuse-proposal': verb((s) => s.cases.decideProposal, { finding: 'refused' }),
  'grant-appeal': verb((s) => s.cases.decideAppeal, { finding: 'granted' }),
  'refuse-appeal': verb((s) => s.cases.decideAppeal, { finding: 'refused' }),
  'keep-case': verb((s) => s.cases.keepCase),
  redirect: verb((s) => s.cases.redirectCase),
  reroute: verb((s) => s.cases.rerouteCase),
  'return-message': ({ locals: { services, actor } }, { number, version, reason, note }) => {
    const input = { number, version, reason, ...(note?.trim() ? { note } : {}) };
    return delayable(services, actor as never, { step: 'return-message', ...input }, () =>
      services.cases.returnCase(actor as never, input as never),
    );
  },
  'change-topic': verb((s) => s.complaints.changeTopic),
  'ask-question': verb((s) => s.cases.askQuestion),
  'promise-date': async (event, input, form, options) => {
    const owner = input['owner']?.trim() ?? '';
    const meant = owner ? (await ownerIds(event, input.number))(owner) : {};
    return verb((s) => s.cases.promiseDate, meant)(event, input, form, options);
  },
  'ask-extension': verb((s) => s.cases.askExtension),
  'disown-case': verb((s) => s.cases.disownCase),
  'explain-delay': verb((s) => s.cases.explainDelay),
  'lift-limit': verb((s) => s.cases.liftLimit),
  'raise-danger': verb((s) => s.complaints.raiseDanger),
};

/** An appeal has a version of its own, which the page does not send. */
const appealVerb =
  (call: (services: Services) => (actor: never, input: never) => Promise<unknown>): Run =>
  ({ locals: { services, actor } }, { version: _, ...rest }) =>
    call(services)(actor as never, rest as never);

const APPEAL_VERBS: Readonly<Record<string, Run>> = {
  'register-appeal': appealVerb((s) => s.complaints.registerAppeal),
  'extend-appeal': appealVerb((s) => s.complaints.extendAppeal),
  'forward-appeal': appealVerb((s) => s.complaints.forwardAppeal),
  'answer-appeal': appealVerb((s) => s.complaints.answerAppeal),
};

/** Which verb each form of an author is. */
export const AUTHOR_VERBS: Readonly<Record<string, Run>> = {
  'answer-question': verb((s) => s.cases.answerQuestion),
  'plan-kept': verb((s) => s.cases.judgePlan, { kept: 'yes' }),
  'plan-broken': verb((s) => s.cases.judgePlan, { kept: 'no' }),
  'refuse-redirect': verb((s) => s.cases.refuseRedirect),
  'appeal-rejection': verb((s) => s.cases.appealRejection),
  'agree-term': verb((s) => s.cases.agreeTerm),
  reopen: verb((s) => s.cases.reopenCase),
  'refute-again': verb((s) => s.cases.refuteAgain),
  'raise-danger': verb((s) => s.complaints.raiseDanger),
};

/** What is missing before anything is asked of the server. */
export const missingIn = (spec: Pick<DeedSpec, 'fields'>, values: Values) =>
  spec.fields.flatMap((field) =>
    field.kind === 'reason'
      ? reasonProblems(values)
      : field.optional
        ? []
        : needed(values, field.name, `${fieldLabel(field.name)}: ${m.cases_field_wrong()}`),
  );

/** The plain forms of the desk, as the page's actions. */
export const plainDeeds: readonly Deed[] = DESK_DEEDS.map((spec) => ({
  name: spec.name,
  move: spec.moves[0] as Move,
  queue: spec.queue,
  fields: [
    ...spec.fields.map((field) => field.name),
    ...(spec.name === 'accept-proposal' ? ['marked'] : []),
  ],
  check: (values: Values) => missingIn(spec, values),
  run: (event, input, form) => DESK_VERBS[spec.name]!(event, input, form, keyIn(form)),
}));

/** The forms of an appeal: none of them moves the case. */
export const appealDeeds: readonly Deed[] = APPEAL_DEEDS.map((spec) => ({
  name: spec.name,
  move: 'reroute',
  queue: 'all',
  fields: spec.fields.map((field) => field.name),
  check: (values: Values) => missingIn(spec, values),
  run: (event, input) => APPEAL_VERBS[spec.name]!(event, input),
}));
