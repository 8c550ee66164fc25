import { regionOf, type Tx } from '@otklik/kernel';
import type { PromiseState } from '../model/promise.ts';
import type { Fact } from '../model/nok-facts.ts';

declare module '@otklik/db' {
  interface Tables {
    method_weights: {
      region_id: string;
      method: string;
      sector: string;
      indicator: string;
      valid_from: string;
      valid_to: string | null;
      weight: number;
      source: string;
      is_verified: boolean;
      entered_by: string;
    };
    survey_promises: {
      region_id: string;
      id: string;
      place_id: string;
      item: string;
      words: string;
      owner: string;
      due_on: string;
      state: PromiseState;
      outcome: string | null;
      settled_on: string | null;
      made_on: string;
      written_by: string;
      decided_by: string | null;
      version: number;
    };
    nok_facts: {
      region_id: string;
      place_id: string;
      fact: Fact;
      checked_on: string;
      value: number;
      source: string;
      entered_by: string;
      entered_on: string;
    };
  }
}

export const regionIn = (tx: Tx): string => regionOf(tx.scope) ?? '';
