import { EventEmitter } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  parseCronItems,
  run,
  runOnce,
  type RunnerOptions,
  type TaskList,
  type WorkerEvents,
} from 'graphile-worker';
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

const CONCURRENCY = 5;
/** So long a job that is running may go on after the stop was asked for. */
const FINISH_WITHIN_MS = 6_000;

/**
 * Jobs are written as done or failed in batches, if only of one turn: one by one nobody awaits the writing
 * (graphile-worker 0.18), and its failure would end the process.
 */
const BATCHED: RunnerOptions['preset'] = {
  worker: { completeJobBatchDelay: 0, failJobBatchDelay: 0 },
};

/** After a worker broke down the next one begins so much later. */
const AGAIN_AFTER_MS = 1_000;

interface Working {
  readonly workerId: string;
  readonly lease: Awaited<ReturnType<typeof holdLease>>;
  stop(): Promise<void>;
}

/** One worker, until it is stopped or breaks down: then `ended` is told why, and nothing of it works any more. */
async function startWorking(
  options: JobsOptions,
  pool: Pool,
  stopping: AbortSignal,
  ended: (error: unknown) => void,
): Promise<Working> {
  const { app, jobs, concurrency = CONCURRENCY } = options;
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
    taskList: taskList(options, stopping),
    parsedCronItems: scheduled(jobs),
    preset: BATCHED,
  });
  // Workers that could neither write nor read end one by one; after the last the whole ends, sometimes without an error.
  let hasEnded = false;
  const end = async (): Promise<void> => {
    const error: unknown = await runner.promise.catch((reason: unknown) => reason);
    hasEnded = true;
    ended(error);
  };
  void end();
  const lease = await holdLease(pool, workerId, app.log);
  // One that has ended cannot be stopped once more.
  return { workerId, lease, stop: async () => (hasEnded ? undefined : runner.stop()) };
}

/**
 * Works until stopped; a worker that breaks down, because the database was away while a job was written as done, is
 * followed by another. `stop` lets running jobs finish; those that have not done so within some seconds
 * go back to the queue, where the next worker takes them up.
 */
export async function startJobs(options: JobsOptions): Promise<{ stop(): Promise<void> }> {
  const { app, jobsUrl, concurrency = CONCURRENCY, finishWithin_ms = FINISH_WITHIN_MS } = options;
  const stopping = new AbortController();
  const pool = openPool({
    url: jobsUrl,
    size_max: concurrency + 3,
    name: 'otklik-jobs',
    log: app.log,
  });
  let repairing: Promise<void> = Promise.resolve();
  const begin = (): Promise<Working> => startWorking(options, pool, stopping.signal, brokeDown);
  let working = await begin();
  return {
    async stop() {
      stopping.abort();
      await repairing;
      const enough = new AbortController();
      const is_late = await Promise.race([
        working.stop().then(() => false),
        sleep(finishWithin_ms, true, { signal: enough.signal }).catch(() => true),
      ]).finally(() => enough.abort());
      if (is_late) await handBack(pool, working.workerId, app.log);
      await working.lease.stop();
      // With a job still at work the pool would wait for it as well.
      if (!is_late) await pool.end();
    },
  };

  function brokeDown(error: unknown): void {
    if (stopping.signal.aborted) return;
    app.log.error('jobs.worker-broke-down', { error });
    repairing = again(repairing);
  }

  /** What the one before held is free for the next. */
  async function again(before: Promise<void>): Promise<void> {
    await before;
    await working.lease.stop();
    for (;;) {
      if (!(await pause())) return;
      try {
        await unlock(pool, [working.workerId]);
        working = await begin();
        return;
      } catch (error) {
        app.log.error('jobs.worker-not-begun', { error });
      }
    }
  }

  /** @returns false when a stop came meanwhile */
  function pause(): Promise<boolean> {
    return sleep(AGAIN_AFTER_MS, true, { signal: stopping.signal }).catch(() => false);
  }
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
