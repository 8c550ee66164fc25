import { join } from 'node:path';
import { createDiskStore } from '@otklik/adapters';
import { forgetPublicChanges, sweepBookkeeping } from '@otklik/db';
import { AppError, systemScope, type Job } from '@otklik/kernel';
import { closePilots } from '@otklik/pilots';
import { enabledRegions } from '@otklik/registry';
import { cutOffOf } from '@otklik/retention';
import type { Installation } from './assemble.ts';
import { MODULES } from './modules.ts';
import { runRetention } from './retention.ts';
import { rewrapKeys } from './rewrap-keys.ts';

const DAY_MS = 86_400_000;

/** Housekeeping that belongs to no module. */
export function houseJobs(installation: Installation): Job[] {
  const { app, database, health, settings } = installation;
  return [
    {
      // Between the daily runs too: counters and stored answers grow by every request. Same terms.
      name: 'house.sweep-bookkeeping',
      schedule: '*/10 * * * *',
      async run() {
        for (const region of await enabledRegions(app)) {
          const before = {
            answers: await cutOffOf(app, region, 'idempotency-keys'),
            counters: await cutOffOf(app, region, 'rate-limits'),
          };
          await app.store.withScope(
            systemScope(region, 'sweep'),
            async (tx) => {
              await sweepBookkeeping(tx, before);
              await forgetPublicChanges(tx);
            },
            { now: app.clock.now() },
          );
        }
      },
    },
    {
      // Halves of files that a crash or a full disk left behind; whole ones are the retention's.
      name: 'house.sweep-halves',
      schedule: '50 0 * * *',
      async run() {
        const yesterday = new Date(app.clock.now().getTime() - DAY_MS);
        const store = createDiskStore(join(settings.dataDir, 'objects'));
        const swept = await store.sweepTemporary(yesterday);
        if (swept > 0) app.log.info('objects.halves-swept', { count: swept });
      },
    },
    {
      name: 'house.retention',
      schedule: '20 1 * * *',
      async run({ signal }) {
        const failures = await runRetention(installation, signal);
        // The runner tries again; what is done is not found a second time.
        if (failures > 0) throw new AppError('unavailable', { reason: 'retention', failures });
      },
    },
    {
      // What a region takes with it is asked of every module, so this job is the house's.
      name: 'house.close-pilots',
      schedule: '*/10 * * * *',
      async run({ signal }) {
        for (const region of await enabledRegions(app))
          await closePilots(app, region, MODULES, signal);
      },
    },
    {
      name: 'house.watch',
      schedule: '*/2 * * * *',
      run: () => health.look(),
    },
    {
      // Every hour, though a day has one head: the first that finds none makes it.
      name: 'house.sign-audit-heads',
      schedule: '5 * * * *',
      async run() {
        await database.signHeads(app.clock.now());
      },
    },
    {
      name: 'house.rewrap-data-keys',
      schedule: '25 * * * *',
      async run({ signal }) {
        await rewrapKeys(installation, signal);
      },
    },
  ];
}
