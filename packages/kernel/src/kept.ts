/** How long an answer may be reused, and how many of them are held at most. */
export interface KeptOptions<T> {
  readonly for_ms: number;
  readonly max: number;
  /** What is cheap to find again, or must be exact, is not kept; without it everything is. */
  readonly worth?: (value: T) => boolean;
}

/**
 * Answers that cost much and may be a few seconds old, by key. Those who ask at the same moment share one
 * search; a failed search is forgotten. The key must name all that the answer depends on, the reader's
 * reach included. `now` is the asker's clock.
 */
export function createKept<T>({ for_ms, max, worth = () => true }: KeptOptions<T>) {
  const held = new Map<string, { readonly until: number; readonly value: Promise<T> }>();
  const drop = (key: string, value: Promise<T>): void => {
    if (held.get(key)?.value === value) held.delete(key);
  };
  return async (key: string, now: Date, find: () => Promise<T>): Promise<T> => {
    const known = held.get(key);
    if (known && now.getTime() < known.until) return known.value;
    const value = find();
    held.delete(key);
    held.set(key, { until: now.getTime() + for_ms, value });
    // A Map is in the order of writing: the first is the oldest.
    if (held.size > max) held.delete(held.keys().next().value!);
    value.then(
      (found) => {
        if (!worth(found)) drop(key, value);
      },
      () => {
        drop(key, value);
      },
    );
    return value;
  };
}
