/** A stretch of time in milliseconds since 1970, `[from, to)`; an endless one ends at Infinity. */
export type Span = readonly [fromMs: number, toMs: number];

/** The union of spans, in order; touching ones become one. */
export function mergeSpans(spans: readonly Span[]): readonly Span[] {
  const apart = spans.every((span, at) => at === 0 || span[0] > (spans[at - 1]?.[1] ?? 0));
  if (apart) return spans;
  const merged: Span[] = [];
  for (const span of spans.toSorted((a, b) => a[0] - b[0])) {
    const last = merged.at(-1);
    if (last && span[0] <= last[1])
      merged[merged.length - 1] = [last[0], Math.max(last[1], span[1])];
    else merged.push(span);
  }
  return merged;
}

/** What remains of `[fromMs, toMs)` when merged pauses are taken out, in order. */
export function* unpaused(pauses: readonly Span[], fromMs: number, toMs: number): Generator<Span> {
  let cursor = fromMs;
  for (const [from, to] of pauses) {
    if (to <= cursor) continue;
    if (from >= toMs) break;
    if (from > cursor) yield [cursor, from];
    cursor = to;
  }
  if (cursor < toMs) yield [cursor, toMs];
}
