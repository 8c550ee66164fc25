import type { Span, SpanType } from './types.ts';

/** What stands in place of a type; the length tells nothing of what was cut. */
export type Labels = Readonly<Partial<Record<SpanType, string>>> & { readonly other?: string };

const GAP = '[…]';

/**
 * Replaces spans by labels of constant length.
 * @param spans from `findPersonalData` of the same text, or a choice of them; in any order
 * @param labels a label a type; `other` for the rest, `[…]` unless told
 * @throws RangeError when a span lies outside the text
 */
export function redact(
  text: string,
  spans: readonly Pick<Span, 'type' | 'start' | 'end'>[],
  labels: Labels = {},
): string {
  let done = 0;
  let visible = '';
  for (const { type, start, end } of spans.toSorted((a, b) => a.start - b.start)) {
    if (start < 0 || end > text.length || start > end)
      throw new RangeError('span outside the text');
    // Spans that share characters are cut as one.
    if (end <= done) continue;
    if (start >= done) visible += text.slice(done, start) + (labels[type] ?? labels.other ?? GAP);
    done = end;
  }
  return visible + text.slice(done);
}
