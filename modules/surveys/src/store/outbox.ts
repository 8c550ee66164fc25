import type { Tx } from '@otklik/kernel';
import { ATTEMPTS_MAX, pauseAfter } from '@otklik/notices';
import { sql } from 'kysely';
import type { DELIVERIES } from '../schema.ts';
import { suppress } from './people.ts';
import { regionIn } from './tables.ts';

/** A letter that was handed over and of which nothing was heard for so long is in doubt. */
const LEASE_ms = 10 * 60_000;

export type Delivery = (typeof DELIVERIES)[number];
export interface Outcome {
  readonly letterId: string;
  readonly attempt: number;
  readonly delivery: Delivery;
}

/** A letter about to leave, with whom and what it is about. */
export interface Waiting {
  readonly id: string;
  readonly attempts: number;
  readonly kind: 'invitation' | 'reminder';
  readonly invitation_id: string;
  readonly form_id: string;
  readonly form_version: string;
  readonly service_code: string | null;
  readonly ended_at: Date | null;
  readonly place_ru: string;
  readonly place_en: string | null;
  readonly zone: string;
  readonly person_id: string;
  readonly locale: 'ru' | 'en';
  readonly data_key_id: string;
  readonly email_sealed: string;
}

/**
 * Takes letters that wait, and opens their invitations. From this commit on a letter is never sent a second time by
 * anybody: one that nothing more is heard of is in doubt, and the invitation waits at /my.
 */
export async function handOver(tx: Tx, take: number): Promise<Waiting[]> {
  const region = regionIn(tx);
  const { rows } = await sql<Waiting>`
    with taken as materialized (
      select id, invitation_id from survey_letters
      where region_id = ${region} and state = 'queued' and not_before <= ${tx.now}
      order by not_before, id limit ${take} for update skip locked
    ), opened as (
      update survey_invitations as i set state = 'open' from taken
      where i.region_id = ${region} and i.id = taken.invitation_id and i.state in ('planned', 'open')
      returning i.id, i.form_id, i.form_version, i.service_code, i.visit_id, i.place_id, i.person_id
    ), handed as (
      update survey_letters as l set state = case when o.id is null then 'void' else 'handed' end,
        attempts = l.attempts + 1, lease_until = ${new Date(tx.now.getTime() + LEASE_ms)}
      from taken left join opened o on o.id = taken.invitation_id
      where l.region_id = ${region} and l.id = taken.id
      returning l.id, l.attempts, l.kind, l.invitation_id, l.state
    )
    select h.id, h.attempts, h.kind, h.invitation_id, o.form_id, o.form_version, o.service_code, v.ended_at,
      p.name_ru as place_ru, p.name_en as place_en, p.zone, w.id as person_id, w.locale, w.data_key_id,
      w.email_sealed
    from handed h join opened o on o.id = h.invitation_id
      join survey_places p on p.region_id = ${region} and p.id = o.place_id
      join survey_people w on w.region_id = ${region} and w.id = o.person_id
      left join survey_visits v on v.region_id = ${region} and v.id = o.visit_id
    where h.state = 'handed' and w.stopped_on is null and w.suppressed_on is null
    order by h.id`.execute(tx.db);
  return rows;
}

/** Letters whose sender is gone may have arrived: they are not sent again. */
export async function doubtTheLost(tx: Tx): Promise<void> {
  await tx.db
    .updateTable('survey_letters')
    .set({ state: 'in-doubt', lease_until: null })
    .where('region_id', '=', regionIn(tx))
    .where('state', '=', 'handed')
    .where('lease_until', '<=', tx.now)
    .execute();
}

const STATES = {
  sent: 'sent',
  bounced: 'failed',
  refused: 'failed',
  unknown: 'in-doubt',
} as const;

async function settle(tx: Tx, { letterId, attempt, delivery }: Outcome): Promise<string | null> {
  const isLast = attempt >= ATTEMPTS_MAX;
  const change =
    delivery === 'postponed'
      ? ({
          state: isLast ? 'given-up' : 'queued',
          not_before: new Date(tx.now.getTime() + pauseAfter(attempt)),
        } as const)
      : { state: STATES[delivery] };
  const row = await tx.db
    .updateTable('survey_letters')
    .set({ ...change, lease_until: null })
    .where('region_id', '=', regionIn(tx))
    .where('id', '=', letterId)
    .where('attempts', '=', attempt)
    .where('state', 'in', ['handed', 'in-doubt'])
    .returning('invitation_id')
    .executeTakeFirst();
  return row?.invitation_id ?? null;
}

/** Writes what became of letters. A word that comes after another sender has the letter changes nothing. */
export async function settleLetters(tx: Tx, outcomes: readonly Outcome[]): Promise<void> {
  const bounced: string[] = [];
  for (const outcome of outcomes) {
    const invitationId = await settle(tx, outcome);
    if (invitationId && outcome.delivery === 'bounced') bounced.push(invitationId);
  }
  if (bounced.length === 0) return;
  const people = await tx.db
    .selectFrom('survey_invitations')
    .select('person_id')
    .where('region_id', '=', regionIn(tx))
    .where('id', 'in', bounced)
    .execute();
  await suppress(
    tx,
    people.map((row) => row.person_id),
    'bounced',
  );
}
