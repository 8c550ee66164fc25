import { AppError, type Actor, type Tx } from '@otklik/kernel';
import { clinicsOf } from '@otklik/registry';
import { csvRows } from './csv-rows.ts';
import { holder } from './ingest.ts';
import type { KnownPlaces } from './judge-appointments.ts';
import { ROWS_MAX } from './schema.ts';
import { lockSource, setSource, type SourceRow } from './store/sources.ts';
import { specialtyCodes } from './store/specialties.ts';

/** Rows of what is told beside slots. @throws AppError invalid-input */
export function toldRows(format: 'json' | 'csv', text: string): readonly unknown[] {
  let rows: unknown;
  try {
    rows = format === 'csv' ? csvRows(text) : JSON.parse(text);
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw new AppError('invalid-input', { reason: 'not-json' });
  }
  if (!Array.isArray(rows)) throw new AppError('invalid-input', { reason: 'not-a-list' });
  if (rows.length > ROWS_MAX)
    throw new AppError('invalid-input', { reason: 'too-many-rows', maximum: ROWS_MAX });
  return rows;
}

/** The source, held, for whoever may speak for it. @throws AppError not-found, forbidden */
export async function speakFor(tx: Tx, actor: Actor, code: string): Promise<SourceRow> {
  const source = await lockSource(tx, code);
  const held_by = holder(actor, source);
  if (held_by !== source.held_by) await setSource(tx, source.id, { held_by });
  return source;
}

export async function knownPlaces(tx: Tx): Promise<KnownPlaces> {
  const clinics = await clinicsOf(tx);
  return {
    clinics: new Map(clinics.map(({ code, id, zone }) => [code, { id, zone }])),
    specialties: await specialtyCodes(tx),
    now: tx.now,
  };
}
