/** What a comment can be about; the order breaks ties: the rarer and narrower thing stands first. */
export const ASPECTS = [
  'accessibility',
  'staff',
  'medicine',
  'booking',
  'waiting',
  'information',
  'building',
  'doctor',
  'respect',
  'child',
  'other',
] as const;

export type Aspect = (typeof ASPECTS)[number];

export const SIDES = ['praise', 'criticism'] as const;

export type Side = (typeof SIDES)[number];

/** Written beside every theme that was found: other rules or words are another version. */
export const MODEL_VERSION = 'rules-1';

/** One thing praised or criticised; `from` and `to` are offsets in the text as it was given. */
export interface Theme {
  readonly aspect: Aspect;
  readonly side: Side;
  readonly from: number;
  readonly to: number;
}
