import type { z } from 'zod';
import type { Tx } from '@otklik/kernel';

/** What the desk edits. Districts and specialties come by file alone. */
export const RECORD_KINDS = [
  'region',
  'organisation',
  'clinic',
  'object',
  'doctor',
  'post',
  'norm',
  'calendar',
] as const;
export type RecordKind = (typeof RECORD_KINDS)[number];

/** One value of a record, as forms and histories hold it; what it points at stands by its code. */
export type Value = string | number | boolean | null;
export type Values = Readonly<Record<string, Value>>;

/** A control of a record's form. */
export interface FieldSpec {
  readonly name: string;
  readonly type: 'text' | 'long' | 'number' | 'date' | 'yes-no' | 'choice';
  readonly required: boolean;
  readonly options?: readonly string[];
  /** What a code in it points at. */
  readonly to?: 'clinic' | 'doctor' | 'specialty' | 'district' | 'okrug' | 'organisation';
  /** Given once: other things point at it. */
  readonly fixed?: true;
  /** Decides who reaches the record, so only an administrator of the whole region changes it. */
  readonly wide?: true;
}

/** Where a record stands, for reaches narrower than the region. */
export interface Place {
  readonly clinicId: string | null;
  readonly districtId: string | null;
  readonly okrugId: string | null;
  readonly organisationId: string | null;
}

export interface LoadedRecord {
  readonly id: string;
  readonly values: Values;
  /** Every place it belongs to; empty where only the whole region's administrators reach it. */
  readonly places: readonly Place[];
  /** Belongs to the country: this region may read it, and may set its own row beside it. */
  readonly readonly?: true;
}

/** One line of a list. */
export interface RecordLine {
  readonly id: string;
  readonly code: string;
  readonly titleRu: string;
  readonly titleEn: string | null;
  /** What stands beside the title: a clinic, a specialty, a region; from data. */
  readonly besideRu: string | null;
  readonly besideEn: string | null;
  readonly validFrom: string | null;
  readonly validTo: string | null;
  /** Where the list goes on after this line. */
  readonly place: string;
}

export interface ListQuestion {
  readonly q: string;
  readonly after: string | null;
  readonly limit: number;
  /** Only what stands in one clinic, or belongs to one doctor. */
  readonly clinicId?: string;
  readonly doctorId?: string;
  /** Clinics the asker reaches; null for all. */
  readonly clinicIds: readonly string[] | null;
}

/** Everything that saving, listing, importing and planning need to know of one kind. */
export interface RecordSpec {
  readonly kind: RecordKind;
  readonly fields: readonly FieldSpec[];
  /** Judges whole values; issues are named by the field. */
  readonly schema: z.ZodType;
  /** Ended by a last day, never deleted. */
  readonly closes: boolean;
  /** Whether a desk may make new ones. */
  readonly creates: boolean;
  readonly load: (tx: Tx, ids: readonly string[]) => Promise<LoadedRecord[]>;
  /** @returns the record's id, made here when it is null. @throws AppError unknown-reference, already-exists */
  readonly write: (tx: Tx, id: string | null, values: Values) => Promise<string>;
  readonly list: (tx: Tx, question: ListQuestion) => Promise<RecordLine[]>;
}

export const NOWHERE: Place = {
  clinicId: null,
  districtId: null,
  okrugId: null,
  organisationId: null,
};
