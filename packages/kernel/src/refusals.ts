import type { Actor } from './actor.ts';
import type { App, AuditRow } from './app.ts';
import type { Scope } from './scope.ts';

const MINUTE_MS = 60_000;

interface Tally {
  readonly scope: Scope;
  readonly action: string;
  readonly code: string;
  readonly minute: number;
  /** Refusals of the minute that have no row of their own yet. */
  count: number;
}

/** By installation: several live in one process when tests run. */
const tallies = new WeakMap<App, Map<string, Tally>>();

const talliesOf = (app: App): Map<string, Tally> => {
  const known = tallies.get(app) ?? new Map<string, Tally>();
  tallies.set(app, known);
  return known;
};

/** Whom nobody can name: as many of them may knock as there are addresses. */
const isNameless = (actor: Actor): boolean => actor.kind === 'visitor' || actor.kind === 'receipt';

const rowOf = ({ action, code, minute, count }: Tally): AuditRow => ({
  actor: 'visitor:several',
  role: '',
  action,
  object: `minute:${new Date(minute * MINUTE_MS).toISOString().slice(0, 16)}Z`,
  outcome: 'refused',
  before: null,
  after: `${code}:${count}`,
});

/**
 * Whether this refusal gets a row of its own in the act log. Those of people and machines with a name
 * always do. Of the nameless only the first of a minute, verb and code does; the rest are counted and
 * written as one row when the minute is over, so that a flood of knocks is not a flood of rows.
 */
export function hasOwnRow(
  app: App,
  actor: Actor,
  refusal: { readonly scope: Scope; readonly action: string; readonly code: string },
): boolean {
  if (!isNameless(actor)) return true;
  const minute = Math.floor(app.clock.now().getTime() / MINUTE_MS);
  const key = `${actor.region} ${refusal.action} ${refusal.code} ${minute}`;
  const known = talliesOf(app).get(key);
  if (known) known.count += 1;
  else talliesOf(app).set(key, { ...refusal, minute, count: 0 });
  return known === undefined;
}

/**
 * Writes the counted refusals of the minutes that are over; of the running one too when the process stops.
 * Gives the number of rows. What cannot be written stays counted for the next time.
 */
export async function writeCountedRefusals(
  app: App,
  options: { readonly all?: boolean } = {},
): Promise<number> {
  const now = app.clock.now();
  const running = Math.floor(now.getTime() / MINUTE_MS);
  const known = talliesOf(app);
  let rows = 0;
  for (const [key, tally] of known) {
    if (tally.minute === running && !options.all) continue;
    known.delete(key);
    if (tally.count === 0) continue;
    try {
      await app.store.withScope(tally.scope, (tx) => app.store.audit(tx, rowOf(tally)), { now });
      rows += 1;
    } catch (error) {
      known.set(key, tally);
      throw error;
    }
  }
  return rows;
}
