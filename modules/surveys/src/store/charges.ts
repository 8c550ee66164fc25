import type { Tx } from '@otklik/kernel';
import { sql } from 'kysely';
import type { MessageChannel } from '../model/channels.ts';
import { regionIn } from './tables.ts';

interface Charge {
  readonly channel: MessageChannel;
  /** `YYYY-MM-DD` in the region's zone. */
  readonly day: string;
  readonly parts: number;
}

/**
 * Takes a message's parts from the day's limit. Of many at once none goes over it: the row of the day decides.
 * @returns whether there was room
 */
export async function charge(
  tx: Tx,
  { channel, day, parts }: Charge,
  max: number,
): Promise<boolean> {
  if (parts > max) return false;
  const { rows } = await sql`
    insert into survey_channel_days (region_id, channel, day, messages, parts)
    values (${regionIn(tx)}, ${channel}, ${day}, 1, ${parts})
    on conflict (region_id, channel, day) do update set
      messages = survey_channel_days.messages + 1, parts = survey_channel_days.parts + excluded.parts
    where survey_channel_days.parts + excluded.parts <= ${max}
    returning day`.execute(tx.db);
  return rows.length > 0;
}

/** Messages that surely did not leave cost nothing: their parts go back to the day they were taken from. */
export async function refund(tx: Tx, letterIds: readonly string[]): Promise<void> {
  if (letterIds.length === 0) return;
  await sql`
    with back as (
      update survey_letters l set parts = null, charged_on = null from (
        select id, channel, parts, charged_on from survey_letters
        where region_id = ${regionIn(tx)} and id = any(${letterIds}::uuid[]) and charged_on is not null
        for update
      ) was where l.region_id = ${regionIn(tx)} and l.id = was.id
      returning was.channel, was.parts, was.charged_on
    )
    update survey_channel_days d set messages = d.messages - b.messages, parts = d.parts - b.parts
    from (select channel, charged_on, count(*)::int as messages, sum(parts)::int as parts
      from back group by 1, 2) b
    where d.region_id = ${regionIn(tx)} and d.channel = b.channel and d.day = b.charged_on`.execute(
    tx.db,
  );
}

export interface ChannelDay {
  readonly channel: MessageChannel;
  readonly messages: number;
  readonly parts: number;
}

/** What left by the other ways since a day. */
export async function chargedSince(tx: Tx, since: string): Promise<ChannelDay[]> {
  const { rows } = await sql<ChannelDay>`
    select channel, sum(messages)::int as messages, sum(parts)::int as parts
    from survey_channel_days where region_id = ${regionIn(tx)} and day >= ${since}
    group by channel order by channel`.execute(tx.db);
  return rows;
}
