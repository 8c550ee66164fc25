interface Moment<T> {
  readonly atMs: number;
  readonly item: T;
  readonly version: number;
}

/** What a wakeable thing needs: its version goes up whenever an older moment no longer counts. */
export interface Wakeable {
  version: number;
}

/** The next moment of each of many things: a binary heap whose outdated entries are dropped when they surface. */
export class Moments<T extends Wakeable> {
  #heap: Moment<T>[] = [];

  /** Sets the next moment of a thing, in place of an earlier one. */
  set(item: T, atMs: number): void {
    item.version += 1;
    const heap = this.#heap;
    heap.push({ atMs, item, version: item.version });
    let child = heap.length - 1;
    while (child > 0) {
      const parent = (child - 1) >> 1;
      if (!this.#swapIfLater(parent, child)) break;
      child = parent;
    }
  }

  /** Forgets the moment of a thing. */
  drop(item: T): void {
    item.version += 1;
  }

  /** The earliest moment of all, or null. */
  nextMs(): number | null {
    this.#clean();
    return this.#heap[0]?.atMs ?? null;
  }

  /** Takes one thing whose moment has come. */
  take(nowMs: number): T | null {
    this.#clean();
    const first = this.#heap[0];
    if (!first || first.atMs > nowMs) return null;
    this.#pop();
    return first.item;
  }

  /** Drops outdated entries when they outnumber the living ones. */
  compact(living: number): void {
    if (this.#heap.length <= 2 * living + 64) return;
    const kept = this.#heap.filter(({ item, version }) => item.version === version);
    // A list in order is a heap.
    this.#heap = kept.sort((a, b) => a.atMs - b.atMs);
  }

  #clean(): void {
    for (
      let first = this.#heap[0];
      first && first.version !== first.item.version;
      first = this.#heap[0]
    )
      this.#pop();
  }

  #pop(): void {
    const last = this.#heap.pop();
    if (!last || this.#heap.length === 0) return;
    this.#heap[0] = last;
    let parent = 0;
    for (;;) {
      const left = 2 * parent + 1;
      const [a, b] = [this.#heap[left], this.#heap[left + 1]];
      if (!a) return;
      const child = b && b.atMs < a.atMs ? left + 1 : left;
      if (!this.#swapIfLater(parent, child)) return;
      parent = child;
    }
  }

  #swapIfLater(parent: number, child: number): boolean {
    const [a, b] = [this.#heap[parent], this.#heap[child]];
    if (!a || !b || a.atMs <= b.atMs) return false;
    this.#heap[parent] = b;
    this.#heap[child] = a;
    return true;
  }
}
