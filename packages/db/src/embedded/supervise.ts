import { setTimeout as sleep } from 'node:timers/promises';
import { EmbeddedError } from './embedded-error.ts';
import { takeHold } from './hold.ts';
import type { Ground, Hold } from './hold.ts';

/** Pauses between attempts to bring a dead server back; then we give up. */
const PAUSES_MS = [0, 100, 300, 1_000, 2_000, 5_000, 10_000, 20_000];

export interface Supervision {
  current(): Hold;
  /** Ends the watch; waits for an attempt under way. */
  end(): Promise<void>;
}

/**
 * Watches the connection that holds the lease. PostgreSQL notices a dead worker by itself and restarts
 * inside; when all of it died (killed, out of memory), it is started again here, with the same address,
 * so that pools reconnect.
 */
export function supervise(
  ground: Ground,
  first: Hold,
  onLost: ((error: EmbeddedError) => void) | undefined,
): Supervision {
  let hold = first;
  const wake = new AbortController();
  let recovery: Promise<void> = Promise.resolve();

  const watch = (): void => {
    const watched = hold;
    void watched.lost.then(() => {
      if (!wake.signal.aborted && watched === hold) recovery = recover();
    });
  };

  const recover = async (): Promise<void> => {
    ground.log('error', 'postgres-connection-lost', { pid: hold.server.pid });
    let last: unknown = null;
    for (const pause_ms of PAUSES_MS) {
      await sleep(pause_ms, undefined, { signal: wake.signal }).catch(() => undefined);
      if (wake.signal.aborted) return;
      try {
        hold = await takeHold(ground, hold.server.port);
        ground.log('warn', 'postgres-recovered', {
          pid: hold.server.pid,
          restarted: !hold.adopted,
        });
        watch();
        return;
      } catch (error) {
        last = error;
        ground.log('error', 'postgres-recovery-failed', { reason: String(error) });
        if (error instanceof EmbeddedError && error.code === 'data-folder-in-use') break;
      }
    }
    onLost?.(
      last instanceof EmbeddedError
        ? last
        : new EmbeddedError(
            'start-failed',
            `PostgreSQL died and could not be started again: ${String(last)}`,
          ),
    );
  };

  watch();
  return {
    current: () => hold,
    end: async () => {
      wake.abort();
      await recovery;
    },
  };
}
