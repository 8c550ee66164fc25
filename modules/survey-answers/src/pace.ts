import { setTimeout as after } from 'node:timers/promises';

/** Rests so many times as long as it worked: a quarter of one core at most. */
const RESTS = 3;
const REST_MAX_ms = 500;

/**
 * The pace of work that nobody waits for, beside people who wait: opening thousands of boxes in one go took every turn
 * of the process, and an answer that came then waited half a second (docs/reference/performance.md).
 */
export interface Pace {
  /** Rests in proportion to what was done since the last rest. */
  rest(): Promise<void>;
}

export function easyPace(): Pace {
  let since_ms = performance.now();
  return {
    async rest() {
      const worked_ms = performance.now() - since_ms;
      await after(Math.min(REST_MAX_ms, worked_ms * RESTS));
      since_ms = performance.now();
    },
  };
}
