import type { Selectable } from 'kysely';
import { json } from '@otklik/db';
import type { Tx } from '@otklik/kernel';
import { regionId } from '@otklik/cases';
import { contactFor } from '@otklik/notices';
import type { Lanes } from '../schema-lanes.ts';
import type { ComplaintLanesTable } from './tables.ts';

export type LanesRow = Selectable<ComplaintLanesTable>;

/** Where a region has set nothing: the numbers that hold in the whole country, no channel of appeals. */
const NATIONAL: Omit<LanesRow, 'region_id'> = {
  emergency: [
    {
      code: '112',
      number: '112',
      ru: 'единый номер экстренных служб',
      en: 'all emergency services',
    },
    { code: '103', number: '103', ru: 'скорая помощь', en: 'ambulance' },
  ],
  duty_contact_id: null,
  appeals_open: false,
  appeals_url: null,
  appeals_terms: {
    registration_days: 3,
    answer_days: 30,
    extension_days: 30,
    forwarding_days: 7,
    roll: 'previous',
  },
};

/** What the region does about danger and appeals. */
export async function lanesOf(tx: Tx): Promise<LanesRow> {
  const row = await tx.db
    .selectFrom('complaint_lanes')
    .selectAll()
    .where('region_id', '=', regionId(tx))
    .executeTakeFirst();
  return row ?? { region_id: regionId(tx), ...NATIONAL };
}

export async function putLanes(tx: Tx, lanes: Lanes): Promise<void> {
  const { open, url, ...terms } = lanes.appeals;
  const columns = {
    emergency: json(lanes.emergency),
    duty_contact_id: lanes.duty_email
      ? await contactFor(tx, { email: lanes.duty_email, locale: 'ru' })
      : null,
    appeals_open: open,
    appeals_url: url,
    appeals_terms: json(terms),
  };
  await tx.db
    .insertInto('complaint_lanes')
    .values({ region_id: regionId(tx), ...columns })
    .onConflict((conflict) => conflict.column('region_id').doUpdateSet(columns))
    .execute();
}

export const hasLanes = async (tx: Tx): Promise<boolean> =>
  Boolean(
    await tx.db
      .selectFrom('complaint_lanes')
      .select('region_id')
      .where('region_id', '=', regionId(tx))
      .executeTakeFirst(),
  );
