const MOST = 128;

/** A place in a sorted list; valid until the list changes. */
export interface Place {
  readonly chunk: number;
  readonly index: number;
}

/**
 * A list kept in order, in chunks of at most 128: adding and removing move a few dozen items, however long
 * the list is. No two items may compare as equal.
 */
export class SortedList<T> {
  readonly #compare: (a: T, b: T) => number;
  #chunks: T[][] = [];
  #size = 0;

  constructor(compare: (a: T, b: T) => number) {
    this.#compare = compare;
  }

  get size(): number {
    return this.#size;
  }

  /** Adds an item and tells where it now stands. */
  add(item: T): Place {
    this.#size += 1;
    if (this.#chunks.length === 0) {
      this.#chunks.push([item]);
      return { chunk: 0, index: 0 };
    }
    const found = this.#find(item);
    // Behind the last item of all there is no chunk yet: the last one takes it.
    const chunk = Math.min(found.chunk, this.#chunks.length - 1);
    const list = this.#chunks[chunk] ?? [];
    const index = chunk === found.chunk ? found.index : list.length;
    list.splice(index, 0, item);
    if (list.length <= MOST) return { chunk, index };
    const half = list.length >> 1;
    this.#chunks.splice(chunk + 1, 0, list.splice(half));
    return index < half ? { chunk, index } : { chunk: chunk + 1, index: index - half };
  }

  /** Removes an item; tells where the one after it now stands, or null when it was not there. */
  delete(item: T): Place | null {
    const place = this.#find(item);
    const list = this.#chunks[place.chunk];
    const here = list?.[place.index];
    if (!list || here === undefined || this.#compare(here, item) !== 0) return null;
    this.#size -= 1;
    list.splice(place.index, 1);
    if (list.length > 0) return this.#valid(place.chunk, place.index);
    this.#chunks.splice(place.chunk, 1);
    return { chunk: place.chunk, index: 0 };
  }

  /** Where the first item stands that is not before the given one. */
  locate(item: T): Place {
    return this.#find(item);
  }

  at(place: Place): T | undefined {
    return this.#chunks[place.chunk]?.[place.index];
  }

  next({ chunk, index }: Place): Place {
    return this.#valid(chunk, index + 1);
  }

  /** The place before, or null at the beginning. */
  previous({ chunk, index }: Place): Place | null {
    if (index > 0) return { chunk, index: index - 1 };
    const before = this.#chunks[chunk - 1];
    return before ? { chunk: chunk - 1, index: before.length - 1 } : null;
  }

  *[Symbol.iterator](): Generator<T> {
    for (const chunk of this.#chunks) yield* chunk;
  }

  #valid(chunk: number, index: number): Place {
    const length = this.#chunks[chunk]?.length ?? 0;
    return index < length ? { chunk, index } : { chunk: chunk + 1, index: 0 };
  }

  #find(item: T): Place {
    let [low, high] = [0, this.#chunks.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      const last = this.#chunks[middle]?.at(-1);
      if (last !== undefined && this.#compare(last, item) < 0) low = middle + 1;
      else high = middle;
    }
    const chunk = low;
    const list = this.#chunks[chunk] ?? [];
    [low, high] = [0, list.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      const here = list[middle];
      if (here !== undefined && this.#compare(here, item) < 0) low = middle + 1;
      else high = middle;
    }
    return { chunk, index: low };
  }
}
