import { sweepOlder } from '@otklik/db';
import {
  isAppError,
  systemScope,
  type Manifest,
  type RetentionSweep,
  type Swept,
} from '@otklik/kernel';
import { enabledRegions } from '@otklik/registry';
import { cutOffOf, RETENTION } from '@otklik/retention';
import type { Installation } from './assemble.ts';
import { MODULES } from './modules.ts';

const modules: readonly Manifest[] = MODULES;
const BATCHES_MAX = 1000;

/** What belongs to no module and is forgotten too. */
export function houseSweeps({ app, mailbox, messageBoxes }: Installation): RetentionSweep[] {
  const rows = (name: string, table: 'idempotency_keys' | 'rate_limits'): RetentionSweep => ({
    class: name,
    async run({ region }) {
      const before = await cutOffOf(app, region, name);
      const removed = await app.store.withScope(
        systemScope(region, RETENTION),
        (tx) => sweepOlder(tx, table, before),
        { now: app.clock.now() },
      );
      return { removed, held: 0, more: false };
    },
  });
  const letters: RetentionSweep = {
    class: 'demo-mailbox',
    async run({ region }) {
      const before = await cutOffOf(app, region, 'demo-mailbox');
      let removed = (await mailbox?.forgetBefore(before)) ?? 0;
      for (const box of messageBoxes) removed += await box.forgetBefore(before);
      return { removed, held: 0, more: false };
    },
  };
  return [
    rows('idempotency-keys', 'idempotency_keys'),
    rows('rate-limits', 'rate_limits'),
    letters,
  ];
}

/** Every class of data that this program forgets, each once. */
export const allSweeps = (installation: Installation): readonly RetentionSweep[] => [
  ...modules.flatMap((module) => module.retention ?? []),
  ...houseSweeps(installation),
];

/** Runs a sweep to its end, batch by batch. */
async function drain(sweep: RetentionSweep, context: Parameters<RetentionSweep['run']>[0]) {
  const total = { removed: 0, held: 0 };
  for (let batch = 0; batch < BATCHES_MAX; batch += 1) {
    const swept: Swept = await sweep.run(context);
    total.removed += swept.removed;
    total.held = Math.max(total.held, swept.held);
    if (!swept.more || context.signal.aborted) break;
  }
  return total;
}

/**
 * The daily job: every class in every region, each run with a row of counts. One that fails leaves its code
 * and does not stop the others.
 *
 * @returns how many sweeps failed
 */
export async function runRetention(
  installation: Installation,
  signal: AbortSignal = new AbortController().signal,
): Promise<number> {
  const { app, faces } = installation;
  let failures = 0;
  for (const region of await enabledRegions(app)) {
    const actor = { kind: 'system', region, name: RETENTION } as const;
    for (const sweep of allSweeps(installation)) {
      if (signal.aborted) return failures;
      const { runId } = await faces.retention.beginRun(actor, { class: sweep.class });
      try {
        const total = await drain(sweep, { app, region, signal });
        await faces.retention.finishRun(actor, { runId, ...total, errorCode: null });
      } catch (error) {
        failures += 1;
        app.log.error('retention.failed', { class: sweep.class, region, error });
        const errorCode = isAppError(error) ? error.code : 'unexpected';
        await faces.retention.finishRun(actor, { runId, removed: 0, held: 0, errorCode });
      }
    }
  }
  return failures;
}
