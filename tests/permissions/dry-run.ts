import {
  askAny,
  isAppError,
  runAny,
  type Actor,
  type AnyCommand,
  type AnyQuery,
  type App,
  type Tx,
} from '@otklik/kernel';
import type { Sample } from './samples.ts';
import type { World } from './world.ts';

/** Carries the answer out of a transaction that must not commit. */
class RolledBack {
  readonly result: unknown;
  constructor(result: unknown) {
    this.result = result;
  }
}

/**
 * The same installation, of which nothing stays: each transaction is rolled back after its answer, and
 * nobody runs into a limit. So every question meets the same world.
 */
function dryApp(app: App, kind: 'command' | 'query', arrange: (tx: Tx) => Promise<void>): App {
  let asked = false;
  return {
    ...app,
    store: {
      ...app.store,
      takeLimits: async () => undefined,
      async withScope(scope, work, options) {
        // The second transaction is the act log's line about a refusal.
        // What a command asks while it prepares comes before its own transaction.
        const preparing = kind === 'command' && options?.readonly !== undefined;
        if (asked) return undefined as never;
        asked = !preparing;
        try {
          return await app.store.withScope(
            scope,
            async (tx) => {
              if (!options?.readonly && !preparing) await arrange(tx);
              throw new RolledBack(await work(tx));
            },
            options,
          );
        } catch (error) {
          if (error instanceof RolledBack) return error.result as never;
          throw error;
        }
      },
    },
  };
}

/** `allowed`, with what the answer shows, or the code of the refusal. */
export async function outcomeOf(
  world: World,
  verb: AnyCommand | AnyQuery,
  sample: Sample,
  actor: Actor,
): Promise<string> {
  const app = dryApp(world.house.app, verb.kind, async (tx) => {
    if (actor.region === world.author.region) await sample.arrange?.(tx, world, actor);
  });
  try {
    const input = sample.input(world, actor);
    const output =
      verb.kind === 'command'
        ? await runAny(app, actor, verb, input, sample.options)
        : await askAny(app, actor, verb, input);
    return sample.shows ? `allowed, shows ${sample.shows(output as never)}` : 'allowed';
  } catch (error) {
    if (isAppError(error)) return error.code;
    throw error;
  }
}
