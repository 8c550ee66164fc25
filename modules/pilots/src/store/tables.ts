import type { Json } from '@otklik/db';
import { regionOf, type Tx } from '@otklik/kernel';
import type { Step, StoredState } from '../model/states.ts';

/** The list of what left and what was erased, as its text was signed. */
export interface SignedList {
  /** Canonical JSON. */
  readonly text: string;
  /** Ed25519, base64url. */
  readonly signature: string;
  readonly keyId: string;
}

export interface PilotTable {
  region_id: string;
  id: string;
  code: string;
  name_ru: string;
  name_en: string | null;
  from_day: string;
  to_day: string;
  sectors: string[];
  state: StoredState;
  digest: string;
  links_until: string | null;
  closing_asked_by: string | null;
  closed_on: string | null;
  signed_list: Json<SignedList> | null;
}

export interface PilotFileTable {
  region_id: string;
  pilot_id: string;
  name: string;
  part: 'public' | 'full';
  rows: number;
  bytes: number;
  sha256: string;
}

declare module '@otklik/db' {
  interface Tables {
    pilots: PilotTable;
    pilot_places: { region_id: string; pilot_id: string; place_id: string; is_demo: boolean };
    pilot_closings: {
      region_id: string;
      pilot_id: string;
      step: Step;
      counts: Json<Readonly<Record<string, number>>>;
      done_on: string | null;
    };
    pilot_files: PilotFileTable;
  }
}

export const regionIn = (tx: Tx): string => regionOf(tx.scope) ?? '';
