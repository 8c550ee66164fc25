import { sql } from 'kysely';
import { AppError, defineQuery } from '@otklik/kernel';
import { everybody } from '../policy.ts';
import { PIECE_bytes, readPiece as input } from '../schema.ts';
import { regionId } from '../store/region.ts';

/** Some bytes of a packed file: a transaction a piece, so that a slow reader holds none. @throws AppError not-found */
export const readPiece = defineQuery({
  name: 'scheduling.read-piece',
  input,
  policy: everybody,
  async handle({ tx, input: { id, from } }) {
    const { rows } = await sql<{ bytes: Buffer }>`
      select substring(packed from ${from + 1}::int for ${PIECE_bytes}::int) as bytes from scheduling_files
      where region_id = ${regionId(tx)} and id = ${id}::uuid`.execute(tx.db);
    if (!rows[0]) throw new AppError('not-found', { object: 'file' });
    return new Uint8Array(rows[0].bytes);
  },
});
