import type { Mode } from '../model/answer.ts';

export const SCORE_METHODS = ['points', 'half-scale'] as const;
export type ScoreMethod = (typeof SCORE_METHODS)[number];
/** Grows with every change of what the sums hold; a change needs a recount. */
export const SCORE_VERSION = '1';

export interface ScoreTable {
  region_id: string;
  scope: string;
  form_id: string;
  form_version: string;
  mode: Mode;
  month: string;
  /** Empty: a composite of the whole answer. */
  item: string;
  method: ScoreMethod;
  method_version: string;
  n: number;
  weight: number;
  weight_sq: number;
  sum: number;
  sum_sq: number;
}

export interface PairTable {
  region_id: string;
  sector: string;
  form_id: string;
  year: number;
  item_a: string;
  item_b: string;
  n: number;
  sum_a: number;
  sum_b: number;
  sum_aa: number;
  sum_bb: number;
  sum_ab: number;
}

declare module '@otklik/db' {
  interface Tables {
    answer_scores: ScoreTable & { is_new: boolean };
    shown_scores: ScoreTable;
    answer_pairs: PairTable & { changed: number };
    shown_pairs: PairTable;
  }
}
