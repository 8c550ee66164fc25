import type { ColumnType } from 'kysely';
import type { Ages } from '../model/admission.ts';
import type { HouseRule } from '../model/houses.ts';

export interface ClinicAdmissionTable {
  region_id: string;
  clinic_id: string;
  ages: Ages;
  valid_from: string;
  valid_to: string | null;
  told_on: string;
  places: number | null;
  takes_unattached: boolean | null;
  referral_only: boolean;
  url: string | null;
}

export interface CatchmentTable {
  region_id: string;
  id: string;
  clinic_id: string;
  ages: Ages;
  town: string;
  street: string;
  street_words: string[];
  street_kind: string | null;
  houses: ColumnType<HouseRule[], string, string>;
  valid_from: string;
  valid_to: string | null;
}

declare module '@otklik/db' {
  interface Tables {
    clinic_admissions: ClinicAdmissionTable;
    catchments: CatchmentTable;
  }
}
