import { sweepBookkeeping } from '@otklik/db';
import { systemScope, type Job } from '@otklik/kernel';
import { enabledRegions } from '@otklik/registry';
import type { Installation } from './assemble.ts';

/** Housekeeping that belongs to no module. */
export const houseJobs = ({ app, database, health }: Installation): Job[] => [
  {
    name: 'house.sweep-bookkeeping',
    schedule: '*/10 * * * *',
    async run() {
      for (const region of await enabledRegions(app))
        await app.store.withScope(systemScope(region, 'sweep'), sweepBookkeeping, {
          now: app.clock.now(),
        });
    },
  },
  {
    name: 'house.watch',
    schedule: '*/2 * * * *',
    run: () => health.look(),
  },
  {
    name: 'house.sign-audit-heads',
    schedule: '5 21 * * *',
    run: () => database.signHeads(app.clock.now()),
  },
];
