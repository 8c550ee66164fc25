import { need } from '../errors.ts';
import { at, mean, sum } from '../numbers.ts';
import { cholesky, crossProducts, dot } from './cholesky.ts';

/** Patients as columns: whose they are, how they scored, what they bring with them. */
export interface MixQuestion {
  readonly clinic: readonly string[];
  readonly score: readonly number[];
  /** Age, self-rated health, education …; never what the clinic itself may cause. */
  readonly adjusters: Readonly<Record<string, readonly number[]>>;
}

export interface AdjustedClinic {
  readonly n: number;
  readonly raw: number;
  /** Taken off the raw mean: what its patients are worth. */
  readonly subtracted: number;
  readonly adjusted: number;
  readonly se: number;
}

export interface MixAnswer {
  /** Effect of one more of each adjuster, clinics held apart. */
  readonly coefficients: Readonly<Record<string, number>>;
  readonly overallMeans: Readonly<Record<string, number>>;
  readonly clinics: ReadonlyMap<string, AdjustedClinic>;
  readonly residualSd: number;
}

/**
 * Means of clinics as they would be with everybody's patients: least squares of the score on clinics and
 * adjusters, taken through deviations from each clinic's means.
 * Source: O'Malley et al. 2005 (CAHPS).
 * @throws StatsError `argument-invalid`; `singular`: an adjuster does not vary within clinics.
 */
export function adjustCaseMix({ clinic, score, adjusters }: MixQuestion): MixAnswer {
  const names = Object.keys(adjusters);
  const columns = names.map((name) => adjusters[name] ?? []);
  need(clinic.length > 0 && clinic.length === score.length, 'as many scores as patients');
  need(
    [score, ...columns].every(
      (column) => column.length === score.length && column.every(Number.isFinite),
    ),
    'every column needs a number a patient',
  );
  const members = groupsOf(clinic);
  const within = columns.map((column) => deviations(column, members));
  const y = deviations(score, members);
  const factor = cholesky(crossProducts(within));
  const b = factor.solve(within.map((column) => dot(column, y)));
  const free = score.length - members.size - names.length;
  need(free > 0, 'more clinics and adjusters than replies');
  const left = sum(
    y.map((value, i) => (value - sum(b.map((effect, k) => effect * at(within[k] ?? [], i)))) ** 2),
  );
  const residual = left / free;

  const overall = columns.map(mean);
  const clinics = new Map<string, AdjustedClinic>();
  for (const [name, rows] of members) {
    const own = (column: readonly number[]): number => mean(rows.map((row) => at(column, row)));
    const off = columns.map((column, k) => own(column) - at(overall, k));
    const raw = own(score);
    const subtracted = dot(b, off);
    const se = Math.sqrt(residual * (1 / rows.length + dot(off, factor.solve(off))));
    clinics.set(name, { n: rows.length, raw, subtracted, adjusted: raw - subtracted, se });
  }
  return {
    coefficients: named(names, b),
    overallMeans: named(names, overall),
    clinics,
    residualSd: Math.sqrt(residual),
  };
}

export function groupsOf(labels: readonly string[]): Map<string, number[]> {
  const groups = new Map<string, number[]>();
  labels.forEach((label, row) => {
    const rows = groups.get(label);
    if (rows) rows.push(row);
    else groups.set(label, [row]);
  });
  return groups;
}

function deviations(
  column: readonly number[],
  groups: ReadonlyMap<string, readonly number[]>,
): number[] {
  const out = column.slice();
  for (const rows of groups.values()) {
    const centre = mean(rows.map((row) => at(column, row)));
    for (const row of rows) out[row] = at(column, row) - centre;
  }
  return out;
}

export const named = (
  names: readonly string[],
  values: readonly number[],
): Record<string, number> => Object.fromEntries(names.map((name, i) => [name, at(values, i)]));
