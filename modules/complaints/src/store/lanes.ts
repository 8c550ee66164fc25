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
  version: 0,
  valid_from: new Date(0),
  changed_by: '',
  changed_at: null,
  note: null,
  appeals_body: null,
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

/** What the region does about danger and appeals now. */
export async function lanesOf(tx: Tx): Promise<LanesRow> {
  const row = await tx.db
    .selectFrom('complaint_lanes')
    .selectAll()
    .where('region_id', '=', regionId(tx))
    .where('valid_from', '<=', tx.now)
    .orderBy('valid_from', 'desc')
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row ?? { region_id: regionId(tx), ...NATIONAL };
}

/** Every version, the newest first, the planned ones too. */
export const lanesVersions = (tx: Tx): Promise<LanesRow[]> =>
  tx.db
    .selectFrom('complaint_lanes')
    .selectAll()
    .where('region_id', '=', regionId(tx))
    .orderBy('version', 'desc')
    .limit(100)
    .execute();

export const lastLanes = async (tx: Tx): Promise<number> =>
  (
    await tx.db
      .selectFrom('complaint_lanes')
      .select('version')
      .where('region_id', '=', regionId(tx))
      .orderBy('version', 'desc')
      .limit(1)
      .executeTakeFirst()
  )?.version ?? 0;

/** Writes the next version. Of two who write at once the second is told. */
export async function putLanes(
  tx: Tx,
  lanes: Lanes,
  {
    version,
    validFrom,
    by,
    note,
  }: {
    readonly version: number;
    readonly validFrom: Date;
    readonly by: string;
    readonly note: string | null;
  },
): Promise<void> {
  const { open, url, body, ...terms } = lanes.appeals;
  await tx.db
    .insertInto('complaint_lanes')
    .values({
      region_id: regionId(tx),
      version,
      valid_from: validFrom,
      changed_by: by,
      changed_at: tx.now,
      note,
      emergency: json(lanes.emergency),
      duty_contact_id: lanes.duty_email
        ? await contactFor(tx, { email: lanes.duty_email, locale: 'ru' })
        : null,
      appeals_open: open,
      appeals_url: url,
      appeals_body: body ?? null,
      appeals_terms: json(terms),
    })
    .execute();
}
