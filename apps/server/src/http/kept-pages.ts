/** A page as it was made for somebody of whom nothing was known, cut where its nonce stood. */
export interface KeptPage {
  readonly headers: Readonly<Record<string, string | number | readonly string[]>>;
  /** The policy's header, cut likewise; empty for answers without a nonce. */
  readonly policy: readonly string[];
  readonly body: readonly Buffer[];
  /** The route's pattern, for log and metrics. */
  readonly route: string | undefined;
  /** What was committed before it was made. */
  readonly snapshot: string;
  readonly made_at: Date;
  readonly size_bytes: number;
}

export interface KeptPages {
  get(key: string): KeptPage | undefined;
  put(key: string, page: KeptPage): void;
  drop(key: string): void;
}

/** Pages by address, at most so many bytes: who was asked for longest ago goes first. */
export function keptPages(size_max_bytes: number): KeptPages {
  const pages = new Map<string, KeptPage>();
  let held_bytes = 0;
  const drop = (key: string): void => {
    held_bytes -= pages.get(key)?.size_bytes ?? 0;
    pages.delete(key);
  };
  return {
    get(key) {
      const page = pages.get(key);
      // Anew at the end: a Map keeps the order of insertion.
      if (page) {
        pages.delete(key);
        pages.set(key, page);
      }
      return page;
    },
    put(key, page) {
      drop(key);
      if (page.size_bytes > size_max_bytes / 8) return;
      pages.set(key, page);
      held_bytes += page.size_bytes;
      for (const oldest of pages.keys()) {
        if (held_bytes <= size_max_bytes) break;
        drop(oldest);
      }
    },
    drop,
  };
}

/** `bytes` without every `mark`, cut at its places. */
export function cutAt(bytes: Buffer, mark: string): Buffer[] {
  const parts: Buffer[] = [];
  let from = 0;
  for (let at = bytes.indexOf(mark); at >= 0; at = bytes.indexOf(mark, from)) {
    parts.push(bytes.subarray(from, at));
    from = at + mark.length;
  }
  return [...parts, bytes.subarray(from)];
}

/** The cut pieces with a mark of their own between them. */
export function joinedBy(parts: readonly Buffer[], mark: string): Buffer {
  const between = Buffer.from(mark);
  return Buffer.concat(parts.flatMap((part, at) => (at === 0 ? [part] : [between, part])));
}
