interface Branch {
  readonly id: string;
  readonly number: number | null;
  readonly branch_number: number | null;
  readonly audience: string;
  readonly unit: string;
  readonly service: string;
  readonly operator: string;
}

const familyOf = (row: Branch): string => `${row.audience} ${row.number} ${row.operator}`;

/**
 * Finds each branch its head: the one general clinic of the same number, audience and operator that is
 * no branch itself. Where the data has none or several, the head stays unknown.
 */
export function headsOf<Row extends Branch>(
  rows: readonly Row[],
): (Row & { head_clinic_id: string | null })[] {
  const heads = Map.groupBy(
    rows.filter((row) => row.number !== null && row.unit !== 'branch' && row.service === 'general'),
    familyOf,
  );
  return rows.map((row) => {
    const found = row.unit === 'branch' ? heads.get(familyOf(row)) : undefined;
    return { ...row, head_clinic_id: found?.length === 1 ? found[0]!.id : null };
  });
}
