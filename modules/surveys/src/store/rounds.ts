import type { KeyPort, Tx } from '@otklik/kernel';
import type { WhoSpeaks } from '@otklik/registry';
import { sql, type Selectable } from 'kysely';
import { regionIn } from './tables.ts';

export interface SurveyAccessRoundTable {
  region_id: string;
  starts_on: string;
  rate: number;
  months_without: number;
  not_asked_days: number;
  drawn_to: string | null;
  is_done: boolean;
  listed: number;
  eligible: number;
  drawn: number;
}

declare module '@otklik/db' {
  interface Tables {
    survey_access_rounds: SurveyAccessRoundTable;
  }
}

export type Round = Selectable<SurveyAccessRoundTable>;

/** The round of a period, made when it is new, held until the transaction ends. */
export async function holdRound(
  tx: Tx,
  round: Pick<Round, 'starts_on' | 'rate' | 'months_without' | 'not_asked_days'>,
): Promise<Round> {
  await sql`
    insert into survey_access_rounds (region_id, starts_on, rate, months_without, not_asked_days)
    values (${regionIn(tx)}, ${round.starts_on}, ${round.rate}, ${round.months_without}, ${round.not_asked_days})
    on conflict (region_id, starts_on) do nothing`.execute(tx.db);
  return tx.db
    .selectFrom('survey_access_rounds')
    .selectAll()
    .where('region_id', '=', regionIn(tx))
    .where('starts_on', '=', round.starts_on)
    .forUpdate()
    .executeTakeFirstOrThrow();
}

export interface Listed {
  readonly id: string;
  readonly attached_key: string;
  readonly place_id: string;
  readonly person_id: string;
  readonly audience: WhoSpeaks;
  readonly is_eligible: boolean;
}

/** The next of the list, each with whether they had no visit and were not asked for long enough. */
export async function nextListed(
  tx: Tx,
  { drawn_to }: Pick<Round, 'drawn_to'>,
  since: { readonly month: string; readonly asked: string },
  limit: number,
): Promise<Listed[]> {
  const { rows } = await sql<Listed>`
    select a.id, a.attached_key, a.place_id, a.person_id, a.audience,
      (a.last_visit_month is null or a.last_visit_month < ${since.month})
      and not exists (select 1 from survey_touches t
        where t.region_id = a.region_id and t.person_id = a.person_id and t.on_day > ${since.asked}) as is_eligible
    from survey_attached a
    where a.region_id = ${regionIn(tx)} and (${drawn_to}::uuid is null or a.id > ${drawn_to}::uuid)
    order by a.id limit ${limit}`.execute(tx.db);
  return rows;
}

/** How far a round is. */
export async function moveRound(tx: Tx, round: Round): Promise<void> {
  const { starts_on, drawn_to, is_done, listed, eligible, drawn } = round;
  await tx.db
    .updateTable('survey_access_rounds')
    .set({ drawn_to, is_done, listed, eligible, drawn })
    .where('region_id', '=', regionIn(tx))
    .where('starts_on', '=', starts_on)
    .execute();
}

/** The last rounds, the newest first. */
export const lastRounds = (tx: Tx, limit: number): Promise<Round[]> =>
  tx.db
    .selectFrom('survey_access_rounds')
    .selectAll()
    .where('region_id', '=', regionIn(tx))
    .orderBy('starts_on', 'desc')
    .limit(limit)
    .execute();

/** What a drawn person's question is known by: the same person once a round. */
export const roundKey = (keys: KeyPort, startsOn: string, attachedKey: string): string =>
  keys.hash('access-round', JSON.stringify([startsOn, attachedKey]));
