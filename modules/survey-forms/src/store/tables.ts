import type { Json, Timestamp } from '@otklik/db';
import { regionOf, type Tx } from '@otklik/kernel';
import type { ColumnType, Generated } from 'kysely';

export const FORM_KINDS = ['visit', 'access', 'open'] as const;
export type FormKind = (typeof FORM_KINDS)[number];
export const AUDIENCES = ['adult', 'child'] as const;
export type FormAudience = (typeof AUDIENCES)[number];
export type VersionState = 'draft' | 'published' | 'retired';

export interface SurveyFormTable {
  region_id: string;
  id: string;
  url: string;
  kind: FormKind;
  sector: string;
  state: 'active' | 'retired';
}

export interface SurveyFormVersionTable {
  region_id: string;
  form_id: string;
  version: string;
  /** A FHIR R4 Questionnaire. */
  resource: Json<Readonly<Record<string, unknown>>>;
  state: VersionState;
  digest: string;
  edited_by: string;
  published_by: string | null;
  published_at: Timestamp | ColumnType<null, null, null>;
  /** Goes up by one with each change of a draft. */
  revision: Generated<number>;
  /** Everybody who had a hand in it. */
  editors: Generated<string[]>;
}

export interface SurveyFormUseTable {
  region_id: string;
  kind: FormKind;
  sector: string;
  audience: FormAudience;
  valid_from: string;
  valid_to: string | null;
  form_id: string;
  version: string;
}

declare module '@otklik/db' {
  interface Tables {
    survey_forms: SurveyFormTable;
    survey_form_versions: SurveyFormVersionTable;
    survey_form_uses: SurveyFormUseTable;
  }
}

export const regionIn = (tx: Tx): string => regionOf(tx.scope) ?? '';
