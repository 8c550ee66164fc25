import { AppError, defineCommand, type Tx } from '@otklik/kernel';
import { clinicsOf } from '@otklik/registry';
import { rowsFromBundle } from '../fhir/bundle.ts';
import { takeFeed } from '../ingest.ts';
import { FaultCount } from '../model.ts';
import { pushesSlots } from '../policy.ts';
import { takeBundle as input } from '../schema-intake.ts';
import { keepFaults, lockSource, type SourceRow } from '../store/sources.ts';
import { specialtyCodes } from '../store/specialties.ts';
import { takeLists } from '../waiting-lists.ts';

/**
 * Takes schedules and slots of a bundle as differences: what it does not name stays as it was. A bundle has no number,
 * and the same again changes nothing.
 */
export const takeBundle = defineCommand({
  name: 'access.take-bundle',
  input,
  policy: pushesSlots,
  async handle({ app, tx, actor, input: told }) {
    const source = await lockSource(tx, told.source);
    const faults = new FaultCount();
    const names = await namesFor(tx, source, app.settings.publicUrl);
    const { rows, lists } = rowsFromBundle(jsonIn(told.bundle), names, faults);
    const taken = await takeFeed(tx, actor, {
      source: told.source,
      mode: 'DIFF',
      seq: source.seq + 1,
      at: tx.now.toISOString(),
      covers: [],
      format: 'json',
      slots: JSON.stringify(rows),
    });
    if (lists.length > 0) await takeLists(tx, source.id, lists, faults);
    await keepFaults(tx, source.id, faults);
    const all: Record<string, number> = { ...taken.faults };
    for (const [fault, { count }] of faults.found) all[fault] = (all[fault] ?? 0) + count;
    return { ...taken, faults: all };
  },
  audit: ({ input: { source }, output: { seq, changed } }) => ({
    object: `access-source ${source}`,
    after: `bundle ${seq}: ${changed}`,
  }),
});

/** @throws AppError invalid-input */
function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new AppError('invalid-input', { reason: 'not-json' });
  }
}

async function namesFor(tx: Tx, source: SourceRow, publicUrl: string) {
  const clinics = await clinicsOf(tx);
  return {
    places: source.place_map,
    services: source.service_map,
    specialties: await specialtyCodes(tx),
    clinics: new Set(clinics.map(({ code }) => code)),
    zones: new Map(clinics.map(({ code, zone }) => [code, zone])),
    zone: source.zone,
    publicUrl,
  };
}
