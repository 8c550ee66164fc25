import type { z } from 'zod';
import { grantsOf, principalOf, recordedAs, type Actor } from './actor.ts';
import type { App, AuditRow, IdempotencyClaim, Limit, ScopeOptions, Tx } from './app.ts';
import { digestOf } from './canonical-json.ts';
import type { Command, LimitRule, Query } from './define.ts';
import { AppError, isAppError } from './errors.ts';
import { guessOf } from './guesses.ts';
import { refuseHostileInput } from './limits.ts';
import { hasOwnRow } from './refusals.ts';
import { publicScope, regionScope, systemScope, type Scope } from './scope.ts';
import { demandFreshProof } from './step-up.ts';

export interface RunOptions {
  /** From a machine's header or a form's hidden field: the second run answers what the first answered. */
  readonly idempotencyKey?: string;
  /** A solved puzzle, or `no-script` from a form whose reader has none: then the stricter limits hold. */
  readonly proofOfWork?: string;
}

const NO_SCRIPT_SHARE = 4;
const REFUSALS_AUDITED = new Set([
  'forbidden',
  'second-factor-required',
  'sign-in-required',
  'step-up-required',
]);

const scopeOf = (actor: Actor): Scope => {
  if (actor.kind === 'system') return systemScope(actor.region, actor.name);
  return regionScope(actor.region);
};

/**
 * What came in, as the schema has it: the waist's own first step, for doors that take another shape
 * than the verb behind them.
 * @throws AppError invalid-input with the places and codes of what is wrong, never the values
 */
export function validate<Schema extends z.ZodType>(
  schema: Schema,
  input: unknown,
): z.output<Schema> {
  refuseHostileInput(input);
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  throw new AppError('invalid-input', {
    issues: parsed.error.issues.slice(0, 50).map((issue) => ({
      path: issue.path.map(String).join('.'),
      code: issue.code,
      ...('minimum' in issue ? { minimum: Number(issue.minimum) } : {}),
      ...('maximum' in issue ? { maximum: Number(issue.maximum) } : {}),
      ...(issue.code === 'custom' ? { message: issue.message } : {}),
      ...(issue.code === 'invalid_format' ? { format: issue.format } : {}),
    })),
  });
}

/** What a key may ask for in all, whatever it asks: counted beside the limits of each verb. */
export function quotaLimits(actor: Actor): Limit[] {
  if (actor.kind !== 'key' || !actor.quota) return [];
  const { per_hour_max, per_day_max } = actor.quota;
  const key = principalOf(actor);
  return [
    { name: 'quota:3600', key, count_max: per_hour_max, window_s: 3600 },
    { name: 'quota:86400', key, count_max: per_day_max, window_s: 86_400 },
  ];
}

const asRole = ({ store }: { readonly store?: 'answers' }): Pick<ScopeOptions, 'as'> =>
  store ? { as: store } : {};

function limitsFor<Input>(
  name: string,
  rules: readonly LimitRule<Input>[] | undefined,
  actor: Actor,
  input: Input,
  share: number,
): Limit[] {
  if (actor.kind === 'system') return [];
  const own = (rules ?? [])
    .filter((rule) => !rule.actors || rule.actors.includes(actor.kind))
    .map((rule) => {
      const [kind, key] =
        rule.per === 'principal'
          ? ['principal', principalOf(actor)]
          : rule.per === 'origin'
            ? ['origin', actor.origin]
            : ['target', rule.per.target(input)];
      return {
        name: `${name}:${kind}:${rule.window_s}`,
        key,
        count_max: Math.max(1, Math.floor(rule.count_max / share)),
        window_s: rule.window_s,
      };
    });
  return [...quotaLimits(actor), ...own];
}

/** The log is for ever: of who holds a receipt it keeps what was done and when, never in which case. */
const unnamed = (actor: Actor): Partial<AuditRow> =>
  actor.kind === 'receipt' ? { actor: 'receipt', object: '' } : {};

const auditRow = (actor: Actor, action: string, rest: Partial<AuditRow>): AuditRow => ({
  actor: recordedAs(actor),
  role: grantsOf(actor)
    .map((grant) => grant.role)
    .join(','),
  action,
  object: '',
  outcome: 'done',
  before: null,
  after: null,
  ...rest,
  ...unnamed(actor),
});

async function refuse(
  app: App,
  actor: Actor,
  scope: Scope,
  action: string,
  error: unknown,
): Promise<never> {
  const meant = app.store.translate(error);
  const code = isAppError(meant) ? meant.code : 'internal';
  app.meter?.count('otklik_errors_total', { code });
  if (REFUSALS_AUDITED.has(code)) {
    app.meter?.count('otklik_refused_access_total', { code, actor: actor.kind });
    if (!hasOwnRow(app, actor, { scope, action, code })) throw meant;
    const row = auditRow(actor, action, { outcome: 'refused', after: code });
    await app.store.withScope(scope, (tx) => app.store.audit(tx, row), { now: app.clock.now() });
  }
  throw meant;
}

async function provePatience(
  app: App,
  tx: Tx,
  actor: Actor,
  name: string,
  solution: string | undefined,
) {
  if (actor.kind !== 'visitor' || solution === 'no-script') return;
  if (!solution) throw new AppError('proof-of-work-required');
  const proof = await app.ports.proofOfWork.verify(name, solution, tx.now);
  if (!proof) throw new AppError('proof-of-work-required');
  await app.store.spendProof(tx, proof.id, proof.expiresAt);
}

/**
 * The waist. Every act of the platform comes through here, in this order: validation, limits,
 * scoped transaction { idempotency, proof of work, policy, handler, audit } and the translation of errors.
 *
 * @throws AppError — any code of `errors.ts`
 */
export async function runCommand<Schema extends z.ZodType, Subject, Output, Prepared>(
  app: App,
  actor: Actor,
  command: Command<Schema, Subject, Output, Prepared>,
  input: unknown,
  options: RunOptions = {},
): Promise<Output> {
  const valid = validate(command.input, input);
  const now = app.clock.now();
  const scope = command.scope?.(actor, valid) ?? scopeOf(actor);
  const share = command.proofOfWork && options.proofOfWork === 'no-script' ? NO_SCRIPT_SHARE : 1;
  const limits = limitsFor(command.name, command.limits, actor, valid, share);
  const guess = guessOf(app, actor, command.guess, valid);
  // Its row would keep a hash of what was answered, where no role of the answers may read it.
  if (command.store && options.idempotencyKey)
    throw new AppError('invalid-input', { reason: 'no-idempotency-key' });
  const claim: IdempotencyClaim | null = options.idempotencyKey
    ? {
        principal: principalOf(actor),
        command: command.name,
        key: options.idempotencyKey,
        bodyHash: digestOf(valid),
      }
    : null;
  try {
    if (limits.length > 0 || guess) await app.store.takeLimits(scope, limits, now, guess);
    // Undefined where the command prepares nothing: `Prepared` is then `undefined` by its default.
    const prepared = (await command.prepare?.({ app, actor, input: valid })) as Prepared;
    const output = await app.store.withScope(
      scope,
      async (tx) => {
        if (claim) {
          const earlier = await app.store.claimKey(tx, claim);
          if (earlier) return earlier.answer as Output;
        }
        if (command.proofOfWork)
          await provePatience(app, tx, actor, command.name, options.proofOfWork);
        const context = { app, actor, input: valid, tx };
        const subject = await command.policy(context);
        if (command.stepUp) demandFreshProof(actor, tx.now);
        const output = await command.handle({ ...context, subject, prepared });
        if (guess && !command.store) await app.store.forgetGuesses(tx, guess);
        const said = command.audit?.({ input: valid, subject, output });
        await app.store.audit(tx, auditRow(actor, command.name, said ?? {}));
        if (claim) await app.store.keepAnswer(tx, claim, output);
        return output;
      },
      { now, ...asRole(command) },
    );
    // The role of the answers counts no tries: they are another store's.
    if (guess && command.store)
      await app.store.withScope(scope, (tx) => app.store.forgetGuesses(tx, guess), { now });
    return output;
  } catch (error) {
    return refuse(app, actor, scope, command.name, error);
  }
}

/**
 * The waist for questions: validation, policy and handler in a read-only transaction.
 * A query with `audit` leaves its trace in that transaction, which then may write: no trace, no answer.
 */
export async function runQuery<Schema extends z.ZodType, Subject, Output>(
  app: App,
  actor: Actor,
  query: Query<Schema, Subject, Output>,
  input: unknown,
): Promise<Output> {
  const valid = validate(query.input, input);
  const now = app.clock.now();
  const scope =
    query.scope?.(actor, valid) ??
    (actor.kind === 'visitor' ? publicScope(actor.region) : scopeOf(actor));
  const limits = limitsFor(query.name, query.limits, actor, valid, 1);
  const guess = guessOf(app, actor, query.guess, valid);
  try {
    if (limits.length > 0 || guess) await app.store.takeLimits(scope, limits, now, guess);
    const answer = await app.store.withScope(
      scope,
      async (tx) => {
        const context = { app, actor, input: valid, tx };
        const subject = await query.policy(context);
        if (query.stepUp) demandFreshProof(actor, tx.now);
        const said = query.audit?.({ input: valid, subject });
        for (const trace of [said ?? []].flat())
          await app.store.audit(tx, auditRow(actor, query.name, trace));
        return query.handle({ ...context, subject, prepared: undefined });
      },
      { readonly: !query.audit, now, ...asRole(query) },
    );
    // A question may not write in its own transaction.
    if (guess)
      await app.store.withScope(scope, (tx) => app.store.forgetGuesses(tx, guess), { now });
    return answer;
  } catch (error) {
    return refuse(app, actor, scope, query.name, error);
  }
}
