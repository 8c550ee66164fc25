import { AppError, defineQuery } from '@otklik/kernel';
import { everybody, readLimit } from '../policy.ts';
import { openFile as input } from '../schema.ts';
import { regionId } from '../store/region.ts';
import '../store/tables.ts';

/** What a file of the publication is, for everybody; its bytes are read piece by piece. @throws AppError not-found */
export const openFile = defineQuery({
  name: 'scheduling.open-file',
  input,
  policy: everybody,
  limits: readLimit,
  async handle({ tx, input: { name } }) {
    const file = await tx.db
      .selectFrom('scheduling_files')
      .select(['id', 'name', 'digest', 'lines', 'changed_at', 'plain_bytes', 'packed_bytes'])
      .where('region_id', '=', regionId(tx))
      .where('name', '=', name)
      .where('replaced_at', 'is', null)
      .executeTakeFirst();
    if (!file) throw new AppError('not-found', { object: 'file' });
    return {
      ...file,
      plain_bytes: Number(file.plain_bytes),
      packed_bytes: Number(file.packed_bytes),
    };
  },
});
