import { sql } from 'kysely';
import { AppError, defineQuery } from '@otklik/kernel';
import { everybody, readLimit } from '../policy.ts';
import { nothing as input } from '../schema.ts';
import { currentFiles } from '../store/files.ts';
import { lastPublication } from '../store/publications.ts';
import { regionId } from '../store/region.ts';

/** The files of the last publication, for everybody. @throws AppError not-found: there was none yet */
export const getPublication = defineQuery({
  name: 'scheduling.get-publication',
  input,
  policy: everybody,
  limits: readLimit,
  async handle({ tx }) {
    const last = await lastPublication(tx);
    if (!last) throw new AppError('not-found', { object: 'publication' });
    const region = regionId(tx);
    const { rows } = await sql<{ name: string }>`
      select name_ru as name from regions where code = ${region}`.execute(tx.db);
    return { region, regionName: rows[0]!.name, at: last.at, files: await currentFiles(tx) };
  },
});
