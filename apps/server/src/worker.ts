import { setTimeout } from 'node:timers/promises';
import { startJobs } from '@otklik/jobs';
import type { Installation } from './assemble.ts';
import { allJobs } from './modules.ts';
import { houseJobs } from './house-jobs.ts';

const SEAL_EVERY_MS = 400;

/** Jobs and the sealer of the act log, in this process, until stopped. */
export async function startWorker(installation: Installation): Promise<{ stop(): Promise<void> }> {
  const { app, database } = installation;
  const jobs = await startJobs({
    jobsUrl: database.jobsUrl,
    app,
    jobs: [...allJobs, ...houseJobs(installation)],
  });
  const stopping = new AbortController();
  const sealing = (async () => {
    // A process that was down at midnight makes the day's head as soon as it is up.
    await database
      .sealAudit()
      .then(() => database.signHeads(app.clock.now()))
      .catch((error: unknown) => app.log.error('audit.not-signed', { error }));
    while (!stopping.signal.aborted) {
      await database
        .sealAudit()
        .catch((error: unknown) => app.log.error('audit.not-sealed', { error }));
      await setTimeout(SEAL_EVERY_MS);
    }
  })();
  return {
    async stop() {
      stopping.abort();
      await Promise.all([jobs.stop(), sealing]);
    },
  };
}
