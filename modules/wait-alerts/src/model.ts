/** A first place that would do: before the wanted day begins at the clinic. */
export const suiting = (place: Date | null, before: Date): Date | null =>
  place && place < before ? place : null;

/** Whether a place has freed: it is earlier than the first one seen before. Time that passes frees none. */
export const hasFreed = (place: Date | null, seen: Date | null): boolean =>
  place !== null && (seen === null || place < seen);
