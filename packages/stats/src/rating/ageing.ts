/** Replies older than this are in no score. */
export const LONGEST_MONTHS = 24;
const HALVED_AFTER_MONTHS = 12;

/** Weight of a reply by its age in months: half after a year, nothing after two. */
export function ageWeight(months: number): number {
  if (months > LONGEST_MONTHS) return 0;
  return 2 ** (-Math.max(0, months) / HALVED_AFTER_MONTHS);
}

/** Poor replies and replies as a score counts them, each by its age. */
export function agedCounts(
  replies: readonly { readonly poor: boolean; readonly months: number }[],
): { readonly x: number; readonly n: number } {
  let [x, n] = [0, 0];
  for (const { poor, months } of replies) {
    const weight = ageWeight(months);
    n += weight;
    if (poor) x += weight;
  }
  return { x, n };
}
