import { countSpentProofs } from '@otklik/db';
import { regionScope, type Clock, type Store } from '@otklik/kernel';

const CALM = 50_000;
/** So many solved puzzles are out at once on an ordinary busy day. */
const CALM_count = 60;
const HARDEST = 8;
const MEASURED_ms = 5_000;

/** Largest secret number of a puzzle while `spent` were solved in the last ten minutes. */
export const difficultyFor = (spent: number): number =>
  Math.round(CALM * Math.min(HARDEST, Math.max(1, spent / CALM_count)));

/**
 * How hard a puzzle is made: by the anonymous postings of the last ten minutes, of all processes. A spent
 * puzzle is kept until its end, ten minutes after it was given out, so those that are kept are the measure.
 */
export function createPostingLoad(clock: Clock) {
  let store: Store | null = null;
  let region = '';
  let measured = { at: -Infinity, spent: 0 };

  const spentNow = (from: Store): Promise<number> =>
    from.withScope(regionScope(region), countSpentProofs, { readonly: true, now: clock.now() });

  return {
    /** The store stands later than the ports that ask for it. */
    watch(from: Store, of: string): void {
      store = from;
      region = of;
    },
    /** Counted at most every few seconds; when it cannot be counted, what was counted last. */
    async difficulty(): Promise<number> {
      const at = clock.now().getTime();
      if (store && Math.abs(at - measured.at) >= MEASURED_ms) {
        const spent = await spentNow(store).catch(() => measured.spent);
        measured = { at, spent };
      }
      return difficultyFor(measured.spent);
    },
  };
}
