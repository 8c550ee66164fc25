import type { Timestamp } from '@otklik/db';
import { regionOf, type Tx } from '@otklik/kernel';
import type { Selectable } from 'kysely';
import type {
  Relation,
  RepresentationRule,
  RepresentedSubject,
} from '../model/representation-rules.ts';

export interface RepresentationRuleTable {
  region_id: string;
  code: string;
  valid_from: string;
  valid_to: string | null;
  relation: Relation;
  subject: RepresentedSubject;
  age_from_years: number;
  age_below_years: number | null;
  needs_paper: boolean;
  needs_consent: boolean;
  note_ru: string;
  note_en: string;
  source: string | null;
  verified: boolean;
  changed_by: string | null;
  changed_at: Timestamp | null;
}

declare module '@otklik/db' {
  interface Tables {
    representation_rules: RepresentationRuleTable;
  }
}

const regionId = (tx: Tx): string => regionOf(tx.scope) ?? '';

/** A rule as its desk page shows it. */
export interface KnownRepresentationRule extends RepresentationRule {
  readonly noteRu: string;
  readonly noteEn: string;
  readonly source: string | null;
  readonly verified: boolean;
}

const ruleOf = (row: Selectable<RepresentationRuleTable>): KnownRepresentationRule => ({
  code: row.code,
  validFrom: row.valid_from,
  validTo: row.valid_to,
  relation: row.relation,
  subject: row.subject,
  ageFrom: row.age_from_years,
  ageBelow: row.age_below_years,
  needsPaper: row.needs_paper,
  needsConsent: row.needs_consent,
  noteRu: row.note_ru,
  noteEn: row.note_en,
  source: row.source,
  verified: row.verified,
});

/** Every version of every rule of the region, the newest of each first. */
export async function representationRules(tx: Tx): Promise<KnownRepresentationRule[]> {
  const rows = await tx.db
    .selectFrom('representation_rules')
    .selectAll()
    .where('region_id', '=', regionId(tx))
    .orderBy('code')
    .orderBy('valid_from', 'desc')
    .execute();
  return rows.map(ruleOf);
}

/** Writes a version of a rule; a version from the same day is replaced. */
export async function putRepresentationRule(
  tx: Tx,
  rule: Omit<KnownRepresentationRule, 'validTo'> & { readonly validTo?: string | null | undefined },
  by: string,
): Promise<void> {
  const columns = {
    valid_to: rule.validTo ?? null,
    relation: rule.relation,
    subject: rule.subject,
    age_from_years: rule.ageFrom,
    age_below_years: rule.ageBelow,
    needs_paper: rule.needsPaper,
    needs_consent: rule.needsConsent,
    note_ru: rule.noteRu,
    note_en: rule.noteEn,
    source: rule.source,
    verified: rule.verified,
    changed_by: by,
    changed_at: tx.now,
  };
  await tx.db
    .insertInto('representation_rules')
    .values({ region_id: regionId(tx), code: rule.code, valid_from: rule.validFrom, ...columns })
    .onConflict((conflict) =>
      conflict.columns(['region_id', 'code', 'valid_from']).doUpdateSet(columns),
    )
    .execute();
}
