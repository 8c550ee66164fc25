import { defineCommand } from '@otklik/kernel';
import { regionId } from '@otklik/cases';
import { cutOff, onlyRetention, sweepInput } from '@otklik/retention';
import '../store/tables.ts';

const BATCH_rows = 500;

/** Destroys the text and contact of wishes settled long enough ago; the label stays counted. @returns counts */
export const forgetSettledWishes = defineCommand({
  name: 'complaints.forget-settled-wishes',
  input: sweepInput,
  policy: onlyRetention,
  async handle({ tx }) {
    const rows = await tx.db
      .selectFrom('wishes')
      .select(['id', 'data_key_id'])
      .where('region_id', '=', regionId(tx))
      .where('settled_at', '<', await cutOff(tx, 'settled-wishes'))
      .where('text_sealed', '<>', '')
      .limit(BATCH_rows)
      .execute();
    for (const { id, data_key_id } of rows) {
      await tx.vault.destroyKey(data_key_id);
      await tx.db
        .updateTable('wishes')
        .set({ text_sealed: '', contact_id: null })
        .where('region_id', '=', regionId(tx))
        .where('id', '=', id)
        .execute();
    }
    return { removed: rows.length, held: 0, more: rows.length === BATCH_rows };
  },
  audit: ({ output }) => ({ object: 'wishes', after: String(output.removed) }),
});
