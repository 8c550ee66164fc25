import type { Tx } from '@otklik/kernel';
import { sql } from 'kysely';
import { regionIn } from './tables.ts';

const ROWS_MAX = 1000;

export interface OwnInvitation {
  /** `YYYY-MM`. */
  readonly month: string;
  readonly place: string;
  readonly service: string | null;
  readonly state: string;
}

/** By months: the export of a person is read by others more often than one thinks. */
export async function ownInvitations(tx: Tx, personId: string): Promise<OwnInvitation[]> {
  const { rows } = await sql<OwnInvitation>`
    select to_char(i.send_at at time zone p.zone, 'YYYY-MM') as month, p.name_ru as place,
      i.service_code as service, i.state
    from survey_invitations i
      join survey_places p on p.region_id = i.region_id and p.id = i.place_id
    where i.region_id = ${regionIn(tx)} and i.person_id = ${personId}
    order by i.send_at desc limit ${ROWS_MAX}`.execute(tx.db);
  return rows;
}

/** On which days somebody was written to, and how often. */
export const ownTouches = (tx: Tx, personId: string) =>
  tx.db
    .selectFrom('survey_touches')
    .select(['on_day as day', 'kind', 'n'])
    .where('region_id', '=', regionIn(tx))
    .where('person_id', '=', personId)
    .orderBy('on_day', 'desc')
    .limit(ROWS_MAX)
    .execute();
