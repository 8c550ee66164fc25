import { dayIn } from '@otklik/registry';
import type { Outcome, VisitEvent } from './model/event.ts';
import { countOf, reachableOf, recordVisit, visitedBy } from './record-visit.ts';
import { reachAll, type Reachable } from './store/addresses.ts';
import { noteVisits } from './store/attached.ts';
import { countVisits } from './store/day-counts.ts';
import { closedBecause } from './store/openings.ts';
import type { Place } from './store/places.ts';
import { insertVisits, knownKeys } from './store/visits.ts';
import { factsOf, keyOf, refusalOf, type Known, type Report } from './visit-facts.ts';

interface Fresh {
  readonly at: number;
  readonly visitKey: string;
  readonly place: Place;
  readonly facts: Known;
  readonly reachable: Reachable | null;
  readonly visited: ReturnType<typeof visitedBy>;
}

/** Rows about visits that nobody has told us of, each visit's first row: most of any report. */
async function freshOf(
  report: Report,
  rows: readonly (VisitEvent | Outcome)[],
  placeOf: (code: string) => Promise<Place | null>,
): Promise<Fresh[]> {
  const keys = rows.map((row) => ('outcome' in row ? null : keyOf(report.keys, row)));
  const known = await knownKeys(
    report.tx,
    keys.flatMap((key) => key ?? []),
  );
  const fresh: Fresh[] = [];
  for (const [at, row] of rows.entries()) {
    const visitKey = keys[at];
    if (!visitKey || 'outcome' in row || known.has(visitKey)) continue;
    // Whatever comes second about a visit goes the long way, after this.
    known.add(visitKey);
    if (row.status === 'cancelled') continue;
    const judged = refusalOf(row, await placeOf(row.unit), report);
    if ('code' in judged) continue;
    const day = dayIn(judged.place.zone, new Date(row.endedAt));
    if (await closedBecause(report.tx, judged.place, day)) continue;
    const facts = factsOf(report, row, judged.place, { visitKey });
    const reachable = reachableOf(report, row, facts);
    const visited = visitedBy(report, row);
    fresh.push({ at, visitKey, place: judged.place, facts, reachable, visited });
  }
  return fresh;
}

async function insertFresh({ tx }: Report, fresh: readonly Fresh[]): Promise<Map<number, Outcome>> {
  const asked = fresh.filter(({ reachable }) => reachable !== null);
  const ids = await reachAll(
    tx,
    asked.map(({ reachable }) => reachable!),
  );
  const people = new Map(asked.map(({ visitKey }, at) => [visitKey, ids[at]!]));
  const made = await insertVisits(
    tx,
    fresh.map(({ visitKey, facts }) => ({
      visit_key: visitKey,
      ...facts,
      person_id: people.get(visitKey) ?? null,
    })),
  );
  const fine = fresh.filter(({ visitKey }) => made.has(visitKey));
  await countVisits(
    tx,
    fine.map(({ place, facts }) => countOf(place, facts)),
  );
  await noteVisits(
    tx,
    fine.map(({ visited }) => visited),
  );
  return new Map(fine.map(({ at }) => [at, { outcome: 'new' }]));
}

/**
 * Takes a report. What is new goes in together; what is known already, cancelled or said twice goes row by row, in
 * the order of the rows.
 */
export async function recordMany(
  report: Report,
  rows: readonly (VisitEvent | Outcome)[],
  placeOf: (code: string) => Promise<Place | null>,
): Promise<Outcome[]> {
  const done = await insertFresh(report, await freshOf(report, rows, placeOf));
  const outcomes: Outcome[] = [];
  for (const [at, row] of rows.entries()) {
    if ('outcome' in row) outcomes.push(row);
    else outcomes.push(done.get(at) ?? (await recordVisit(report, row, await placeOf(row.unit))));
  }
  return outcomes;
}
