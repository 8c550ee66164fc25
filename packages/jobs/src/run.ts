import { EventEmitter } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseCronItems, run, runOnce, type TaskList, type WorkerEvents } from 'graphile-worker';
import { openPool } from '@otklik/db';
import { isAppError, type App, type Job, type JobPayload, type Log } from '@otklik/kernel';
import type { Pool } from 'pg';
import { holdLease, unlock } from './lease.ts';
import { quietLogger } from './logger.ts';

export interface JobsOptions {
  readonly jobsUrl: string;
  readonly app: App;
  readonly jobs: readonly Job[];
  /** Jobs at once in this process; 5 unless told. */
  readonly concurrency?: number;
  /** How long running jobs may go on after a stop, in milliseconds; 6000 unless told. */
  readonly finishWithin_ms?: number;
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

/** So long a job that is running may go on after the stop was asked for. */
const FINISH_WITHIN_MS = 6_000;

/**
 * Works until stopped. `stop` lets running jobs finish; those that have not done so within some seconds
 * go back to the queue, where the next worker takes them up.
 */
export async function startJobs(options: JobsOptions): Promise<{ stop(): Promise<void> }> {
  const { app, jobs, jobsUrl, concurrency = 5, finishWithin_ms = FINISH_WITHIN_MS } = options;
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
      const enough = new AbortController();
      const is_late = await Promise.race([
        runner.stop().then(() => false),
        sleep(finishWithin_ms, true, { signal: enough.signal }).catch(() => true),
      ]).finally(() => enough.abort());
      if (is_late) await handBack(pool, workerId, app.log);
      await lease.stop();
      // With a job still at work the pool would wait for it as well.
      if (!is_late) await pool.end();
    },
  };
}

/** What this worker still holds is free for others at once, with the try counted. */
async function handBack(pool: Pool, workerId: string, log: Log): Promise<void> {
  await unlock(pool, [workerId]);
  log.warn('jobs.handed-back', { within: 'the time to stop' });
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
