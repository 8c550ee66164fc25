/** Heads of more than a year in one page. */
export const HEADS_MAX = 400;

/** A head as it was signed over `region day seq hash`. */
export interface PublishedHead {
  readonly region: string;
  /** UTC, `2026-06-10`. */
  readonly day: string;
  readonly seq: number;
  readonly hash: string;
  readonly signature: string;
  readonly keyId: string | null;
}
