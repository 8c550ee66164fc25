import { isAppError } from '@otklik/kernel';

/** Why a box does not open: its key is gone for good, is not here now, or fits and the box is not what was put there. */
export const UNOPENED = ['key-destroyed', 'key-absent', 'damaged'] as const;
export type Unopened = (typeof UNOPENED)[number];

/** A key as it could be had for a box. */
export type HalfKey = Uint8Array | Exclude<Unopened, 'damaged'>;

/** The private half, or why there is none. Faults of the program itself are thrown on. */
export function halfOf(wrapped: string | null | undefined, unwrap: () => Uint8Array): HalfKey {
  if (!wrapped) return 'key-destroyed';
  try {
    return unwrap();
  } catch (error) {
    if (isAppError(error)) return 'key-absent';
    throw error;
  }
}

/** What is in a box, or why nobody knows. A box that opens and holds no such thing is damaged too. */
export function tryOpen<T>(key: HalfKey, open: (key: Uint8Array) => T): T | Unopened {
  if (typeof key === 'string') return key;
  try {
    return open(key);
  } catch (error) {
    if (isAppError(error) || error instanceof SyntaxError) return 'damaged';
    throw error;
  }
}

/** Days after which a box that never opened goes, and is counted as lost. */
export const SET_ASIDE_days = 180;
