/** One thing that stands against publishing a form, or that an editor should know. */
export interface FitFinding {
  /** Null when it is about the whole form. */
  readonly linkId: string | null;
  /** A rule of the engine (`que-…`, `enableWhen-…`) or of the house. */
  readonly rule: string;
  readonly level: 'error' | 'warning';
  readonly data?: Readonly<Record<string, string | number>>;
}

/** A box of an answer is of one size, so that its length tells nothing. */
export const BOX_bytes = 8192;
export const TEXT_CHARACTERS_MAX = 2000;
