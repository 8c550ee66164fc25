/** An instant to the second as the clocks of a place show it: `2026-03-10T15:00:00+03:00`. */
export function instantAt(ms: number, offset_min: number): string {
  const local = new Date(ms + offset_min * 60_000).toISOString().slice(0, 19);
  const size = Math.abs(offset_min);
  const two = (part: number): string => String(Math.floor(part)).padStart(2, '0');
  return `${local}${offset_min < 0 ? '-' : '+'}${two(size / 60)}:${two(size % 60)}`;
}
