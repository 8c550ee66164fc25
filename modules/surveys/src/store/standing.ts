import type { Tx } from '@otklik/kernel';
import { dayIn } from '@otklik/registry';
import { sql } from 'kysely';
import type { Complaint, Standing } from '../model/choose.ts';
import { channelFor, type Channel, type MessageChannel } from '../model/channels.ts';
import type { Hours } from '../model/send-time.ts';
import { regionIn } from './tables.ts';

const YEAR_ms = 366 * 86_400_000;

export interface Planned {
  readonly id: string;
  readonly contact_index: string | null;
  readonly zone: string | null;
  readonly suppressed_on: string | null;
  readonly soft_until: string | null;
  readonly stopped_on: string | null;
  readonly prefers: Channel | null;
  readonly hours: Hours | null;
  readonly has_mail: boolean;
  /** The other ways that are open to them. */
  readonly others: readonly MessageChannel[];
  readonly stops: readonly string[];
}

/** By which way somebody is written to today; null: by none. */
export function channelOf(
  person: Planned,
  today: string,
  allowed: readonly Channel[],
): Channel | null {
  const rests = person.soft_until !== null && person.soft_until >= today;
  const hasMail = person.has_mail && person.suppressed_on === null && !rests;
  const open = new Set<Channel>([...(hasMail ? (['mail'] as const) : []), ...person.others]);
  return channelFor(open, person.prefers, allowed);
}

/**
 * People whose visits wait for a decision, held until the transaction ends: of two decisions at once about somebody
 * one is made. Whoever is held already is left to the other; a report about them goes on meanwhile.
 */
export async function holdUndecided(tx: Tx, limit: number): Promise<Planned[]> {
  const region = regionIn(tx);
  const { rows } = await sql<Planned>`
    select p.id, p.contact_index, p.zone, p.suppressed_on, p.soft_until, p.stopped_on, p.prefers, p.hours,
      p.email_sealed <> '' and not 'mail' = any(p.ways_off) as has_mail, survey_stops_of(${region}, p.id) as stops,
      array(select a.channel from survey_addresses a
        where a.region_id = ${region} and a.person_id = p.id and a.suppressed_on is null
          and not a.channel = any(p.ways_off)) as others
    from (
      select distinct person_id from survey_visits
      where region_id = ${region} and state = 'planned' and (decide_at is null or decide_at <= ${tx.now})
      order by person_id limit ${limit}
    ) v join survey_people p on p.region_id = ${region} and p.id = v.person_id
    order by p.id for no key update of p skip locked`.execute(tx.db);
  return rows;
}

interface Opened {
  readonly email_index: string;
  readonly clinic_id: string;
  readonly opened_at: Date;
  readonly is_open: boolean;
  readonly zone: string;
}

/** Cases of the last year by whoever has these addresses; their «me too» with them, as closed ones. */
async function complaintsOf(tx: Tx, indexes: readonly string[]): Promise<readonly Opened[]> {
  const region = regionIn(tx);
  const since = new Date(tx.now.getTime() - YEAR_ms);
  const { rows } = await sql<Opened>`
    with authors as (
      select id, email_index from contacts
      where region_id = ${region} and email_index = any(${indexes}::text[]) and confirmed_at is not null
    )
    select a.email_index, c.clinic_id, c.opened_at, c.closed_at is null as is_open, c.zone
    from authors a join cases c on c.region_id = ${region} and c.author_id = a.id and c.opened_at >= ${since}
    union all
    select a.email_index, c.clinic_id, s.at, false, c.zone
    from authors a join case_supports s on s.region_id = ${region} and s.person_id = a.id and s.at >= ${since}
      join cases c on c.region_id = ${region} and c.id = s.case_id`.execute(tx.db);
  return rows;
}

function byKey<Row, Made>(
  rows: readonly Row[],
  key: (row: Row) => string,
  made: (row: Row) => Made,
): Map<string, Made[]> {
  const found = new Map<string, Made[]>();
  for (const row of rows) {
    const list = found.get(key(row));
    if (list) list.push(made(row));
    else found.set(key(row), [made(row)]);
  }
  return found;
}

/** What is known of these people, by id. */
export async function standingsOf(
  tx: Tx,
  people: readonly Planned[],
  today: string,
  allowed: readonly Channel[],
): Promise<ReadonlyMap<string, Standing>> {
  const region = regionIn(tx);
  const ids = people.map(({ id }) => id);
  const indexes = people.flatMap(({ contact_index }) => contact_index ?? []);
  const touched = await tx.db
    .selectFrom('survey_touches')
    .select(['person_id', 'on_day', 'kind', 'n'])
    .where('region_id', '=', region)
    .where('person_id', '=', sql<string>`any(${ids}::uuid[])`)
    .execute();
  const opened = await complaintsOf(tx, indexes);
  const touches = byKey(
    touched,
    (row) => row.person_id,
    ({ on_day: day, kind, n }) => ({ day, kind, n }),
  );
  const complaints = byKey(
    opened,
    (row) => row.email_index,
    (row): Complaint => ({
      clinicId: row.clinic_id,
      openedOn: dayIn(row.zone, row.opened_at),
      isOpen: row.is_open,
    }),
  );
  return new Map(
    people.map((person) => {
      const own = person.contact_index ?? '';
      const all = person.stopped_on ? [''] : [];
      return [
        person.id,
        {
          isSuppressed: channelOf(person, today, allowed) === null,
          stops: new Set([...all, ...person.stops]),
          touches: touches.get(person.id) ?? [],
          complaints: complaints.get(own) ?? [],
        },
      ];
    }),
  );
}

/** Answers of places of late, by what was counted of spent invitations; the answers' own store is not asked. */
export async function answersOf(
  tx: Tx,
  placeIds: readonly string[],
  since: string,
): Promise<ReadonlyMap<string, number>> {
  const { rows } = await sql<{ place_id: string; answers: number }>`
    select place_id, sum(answered)::int as answers from survey_day_counts
    where region_id = ${regionIn(tx)} and place_id = any(${placeIds}::uuid[]) and day >= ${since}
    group by place_id`.execute(tx.db);
  return new Map(rows.map(({ place_id, answers }) => [place_id, answers]));
}
