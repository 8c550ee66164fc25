import { openPool } from '@otklik/db';
import type { Log } from '@otklik/kernel';

/** What waits and what was given up. */
export interface QueueFacts {
  /** Jobs whose time has come and that nobody has taken. */
  readonly due: number;
  /** How long the oldest of them waits; 0 when none does. */
  readonly oldestDue_s: number;
  /** Jobs that used up their tries: nobody will try them again by himself. */
  readonly dead: number;
}

export interface QueueWatch {
  measure(): Promise<QueueFacts>;
  close(): Promise<void>;
}

/** Looks at the queue under the role that owns it; one connection, let go when nobody looks. */
export function watchQueue(jobsUrl: string, log: Log): QueueWatch {
  const pool = openPool({ url: jobsUrl, size_max: 1, name: 'otklik-jobs-watch', log });
  return {
    async measure() {
      // By the database's clock, which is the one that the runner goes by.
      const { rows } = await pool.query<{ due: number; oldest: number; dead: number }>(
        `select count(*) filter (where attempts < max_attempts and run_at <= now()) as due,
           coalesce(extract(epoch from now() - min(run_at) filter
             (where attempts < max_attempts and run_at <= now())), 0)::float8 as oldest,
           count(*) filter (where attempts >= max_attempts) as dead
         from graphile_worker._private_jobs where locked_at is null`,
      );
      const { due = 0, oldest = 0, dead = 0 } = rows[0] ?? {};
      return { due, oldestDue_s: oldest, dead };
    },
    close: () => pool.end(),
  };
}
