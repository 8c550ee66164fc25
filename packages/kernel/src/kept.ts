/** How long an answer may be reused, and how many of them are held at most. */
export interface KeptOptions<T> {
  readonly for_ms: number;
  readonly max: number;
  /** What is cheap to find again, or must be exact, is not kept; without it everything is. */
  readonly worth?: (value: T) => boolean;
}

/**
 * Answers that cost much and may be a few seconds old, by key. Those who ask at the same moment share one
 * search; where an old answer has just run out, one asker looks for the next and the others get the old one
 * meanwhile, so that a search of a tenth of a second does not hold up everybody. A failed search is
 * forgotten. The key must name all that the answer depends on, the reader's reach included. `now` is the
 * asker's clock.
 */
export function createKept<T>({ for_ms, max, worth = () => true }: KeptOptions<T>) {
  interface Held {
    readonly until: number;
    readonly value: Promise<T>;
    /** Somebody looks for the next answer. */
    is_renewed?: boolean;
  }
  const held = new Map<string, Held>();
  return async (key: string, now: Date, find: () => Promise<T>): Promise<T> => {
    const known = held.get(key);
    const at = now.getTime();
    if (known && at < known.until) return known.value;
    if (known?.is_renewed && at < known.until + for_ms) return known.value;
    const value = find();
    const fresh: Held = { until: at + for_ms, value };
    const keep = (entry: Held): void => {
      held.delete(key);
      held.set(key, entry);
      // A Map is in the order of writing: the first is the oldest.
      if (held.size > max) held.delete(held.keys().next().value!);
    };
    if (known && at < known.until + for_ms) known.is_renewed = true;
    else keep(fresh);
    value.then(
      (found) => {
        const now_held = held.get(key);
        // Somebody was faster, or there was no more room.
        if (now_held !== fresh && now_held !== known) return;
        if (worth(found)) keep(fresh);
        else held.delete(key);
      },
      () => {
        if (held.get(key) === fresh) held.delete(key);
        if (known) known.is_renewed = false;
      },
    );
    return value;
  };
}
