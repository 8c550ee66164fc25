import { EventEmitter } from 'node:events';
import { parseCronItems, run, runOnce, type TaskList, type WorkerEvents } from 'graphile-worker';
import { openPool } from '@otklik/db';
import { isAppError, type App, type Job, type JobPayload } from '@otklik/kernel';
import { holdLease } from './lease.ts';
import { quietLogger } from './logger.ts';

export interface JobsOptions {
  readonly jobsUrl: string;
  readonly app: App;
  readonly jobs: readonly Job[];
  /** Jobs at once in this process; 5 unless told. */
  readonly concurrency?: number;
}

function taskList({ app, jobs }: JobsOptions, stopping: AbortSignal): TaskList {
  const tasks: TaskList = {};
  for (const job of jobs) {
    tasks[job.name] = async (payload, helpers) => {
      const started = performance.now();
      try {
        await job.run({ app, payload: (payload ?? {}) as JobPayload, signal: stopping });
        app.log.info('job.done', { job: job.name, ms: Math.round(performance.now() - started) });
      } catch (error) {
        app.log.error('job.failed', {
          job: job.name,
          attempt: helpers.job.attempts,
          code: isAppError(error) ? error.code : 'unexpected',
          error,
        });
        throw error;
      }
    };
  }
  return tasks;
}

const scheduled = (jobs: readonly Job[]) =>
  parseCronItems(
    jobs.flatMap((job) =>
      job.schedule
        ? [{ task: job.name, match: job.schedule, options: { jobKey: `schedule:${job.name}` } }]
        : [],
    ),
  );

/** Works until stopped. `stop` lets running jobs finish and hands the rest back. */
export async function startJobs(options: JobsOptions): Promise<{ stop(): Promise<void> }> {
  const { app, jobs, jobsUrl, concurrency = 5 } = options;
  const stopping = new AbortController();
  const pool = openPool({
    url: jobsUrl,
    size_max: concurrency + 3,
    name: 'otklik-jobs',
    log: app.log,
  });
  const events: WorkerEvents = new EventEmitter();
  let workerId = '';
  events.on('pool:create', ({ workerPool }) => {
    workerId = workerPool.id;
  });
  const runner = await run({
    events,
    pgPool: pool,
    logger: quietLogger(app.log),
    noHandleSignals: true,
    concurrency,
    pollInterval: 1000,
    taskList: taskList(options, stopping.signal),
    parsedCronItems: scheduled(jobs),
  });
  const lease = await holdLease(pool, workerId, app.log);
  return {
    async stop() {
      stopping.abort();
      await runner.stop();
      await lease.stop();
      await pool.end();
    },
  };
}

/** Runs what is due and returns: for tests and for the command line. */
export async function runDueJobs(options: JobsOptions): Promise<void> {
  const pool = openPool({
    url: options.jobsUrl,
    size_max: 3,
    name: 'otklik-jobs-once',
    log: options.app.log,
  });
  try {
    await runOnce({
      pgPool: pool,
      logger: quietLogger(options.app.log),
      noHandleSignals: true,
      concurrency: 2,
      taskList: taskList(options, new AbortController().signal),
      parsedCronItems: [],
    });
  } finally {
    await pool.end();
  }
}

/** A job of a manifest: keeps the call short where it is declared. */
export const defineJob = (job: Job): Job => job;
