import { AppError, defineQuery, type Context } from '@otklik/kernel';
import type { z } from 'zod';
import { administratorGrants, clinicsWithin } from '../records/access.ts';
import { mayCreate } from '../records/change.ts';
import { idByCode } from '../records/places.ts';
import { listRecordsInput } from '../records/schema.ts';
import type { RecordLine } from '../records/spec.ts';
import { SPECS } from '../records/specs.ts';

const PLACE = /^[^\0]{1,400}$/u;
const formatPlace = (place: string): string => Buffer.from(place).toString('base64url');
function parsePlace(cursor: string): string {
  const place = Buffer.from(cursor, 'base64url').toString('utf8');
  if (!PLACE.test(place) || place.includes('\uFFFD'))
    throw new AppError('invalid-input', { reason: 'cursor' });
  return place;
}
const UUID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/;

/** A page of one kind of rows, within the asker's reach. @throws AppError invalid-input for a foreign cursor */
export const listRecords = defineQuery({
  name: 'registry.list-records',
  input: listRecordsInput,
  policy: ({ actor }: Context<z.output<typeof listRecordsInput>>) => administratorGrants(actor),
  async handle({ tx, subject: grants, input: { kind, q, clinic, doctor, cursor, limit } }) {
    const after = cursor === undefined ? null : parsePlace(cursor);
    const byId = kind === 'post' || kind === 'object';
    if (after !== null && byId && !UUID.test(after))
      throw new AppError('invalid-input', { reason: 'cursor' });
    const lines = await SPECS[kind].list(tx, {
      q,
      after,
      limit: limit + 1,
      clinicIds: await clinicsWithin(tx, grants),
      ...(clinic ? { clinicId: await idByCode(tx, 'clinics', clinic, 'clinic') } : {}),
      ...(doctor ? { doctorId: await idByCode(tx, 'doctors', doctor, 'doctor') } : {}),
    });
    const shown = lines.slice(0, limit);
    return {
      records: shown.map(({ place: _, ...line }: RecordLine) => line),
      next: lines.length > limit ? formatPlace(shown.at(-1)!.place) : null,
      mayCreate: mayCreate(grants, kind),
    };
  },
});
