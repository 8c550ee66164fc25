import { markBounced } from '@otklik/notices';
import type { Tx } from '@otklik/kernel';
import { todayOf } from '@otklik/registry';
import type { Channel, MessageChannel } from '../model/channels.ts';
import { verdictOn, type Past, type ReportKind } from '../model/report.ts';
import { daysAfter } from '../model/send-time.ts';
import { suppressAddress } from './addresses.ts';
import { suppress } from './people.ts';
import { stopFor } from './stops.ts';
import { regionIn } from './tables.ts';

/** What was said of a letter of ours. */
export interface KnownReport {
  /** The same report has the same. */
  readonly hash: string;
  readonly letterId: string;
  readonly personId: string;
  readonly kind: ReportKind;
  /** By which way the letter had left; by mail when absent. */
  readonly channel?: Channel;
}

async function pastOf(tx: Tx, { personId, hash }: KnownReport): Promise<Past[]> {
  return tx.db
    .selectFrom('survey_reports')
    .select(['kind', 'reported_at as at'])
    .where('region_id', '=', regionIn(tx))
    .where('person_id', '=', personId)
    .where('report_hash', '!=', hash)
    .execute();
}

/** The house's own letters to an address that is not there stop as well. */
async function bounceContact(tx: Tx, personId: string): Promise<void> {
  const contact = await tx.db
    .selectFrom('survey_people as p')
    .innerJoin('contacts as c', (join) =>
      join.onRef('c.region_id', '=', 'p.region_id').onRef('c.email_index', '=', 'p.contact_index'),
    )
    .select('c.id')
    .where('p.region_id', '=', regionIn(tx))
    .where('p.id', '=', personId)
    .executeTakeFirst();
  if (contact) await markBounced(tx, contact.id);
}

/** Nobody is written to at this address until a day. */
async function rest(tx: Tx, personId: string, days: number): Promise<void> {
  await tx.db
    .updateTable('survey_people')
    .set({ soft_until: daysAfter(await todayOf(tx), days) })
    .where('region_id', '=', regionIn(tx))
    .where('id', '=', personId)
    .execute();
}

/** Keeps that there was a report, whatever it says. @returns whether it was new */
export async function noteReport(
  tx: Tx,
  report: Omit<KnownReport, 'letterId' | 'personId'> &
    Partial<Pick<KnownReport, 'letterId' | 'personId'>>,
): Promise<boolean> {
  const made = await tx.db
    .insertInto('survey_reports')
    .values({
      region_id: regionIn(tx),
      report_hash: report.hash,
      person_id: report.personId ?? null,
      letter_id: report.letterId ?? null,
      kind: report.kind,
      reported_at: tx.now,
    })
    .onConflict((conflict) => conflict.columns(['region_id', 'report_hash']).doNothing())
    .returning('report_hash')
    .executeTakeFirst();
  return made !== undefined;
}

/** Does what follows from a report about a letter of ours, once. @returns whether it was new */
export async function applyReport(tx: Tx, report: KnownReport): Promise<boolean> {
  if (!(await noteReport(tx, report))) return false;
  const { personId, kind } = report;
  const { channel = 'mail' } = report;
  // A number that takes nothing says nothing of the person's other ways.
  if (channel !== 'mail') {
    if (kind === 'address') await suppressAddress(tx, personId, channel, 'address-refused');
    return true;
  }
  const verdict = verdictOn(kind, await pastOf(tx, report), tx.now);
  if (verdict.act === 'suppress') await suppress(tx, [personId], verdict.because);
  if (kind === 'address') await bounceContact(tx, personId);
  if (verdict.act === 'rest') await rest(tx, personId, verdict.days);
  if (verdict.act === 'stop') await stopFor(tx, { personId, sender: '' });
  return true;
}

/** Letters that came back do not count as delivered. */
export async function markReturned(tx: Tx, letterId: string): Promise<void> {
  await tx.db
    .updateTable('survey_letters')
    .set({ state: 'failed', because: 'returned', lease_until: null })
    .where('region_id', '=', regionIn(tx))
    .where('id', '=', letterId)
    .where('state', 'in', ['handed', 'sent', 'in-doubt'])
    .execute();
}

/** The letter that was sent with this way back, if it is one of ours. */
export async function letterOfBounce(
  tx: Tx,
  hash: string,
): Promise<{ readonly letterId: string; readonly personId: string } | null> {
  const row = await tx.db
    .selectFrom('survey_letters as l')
    .innerJoin('survey_invitations as i', (join) =>
      join.onRef('i.region_id', '=', 'l.region_id').onRef('i.id', '=', 'l.invitation_id'),
    )
    .select(['l.id as letterId', 'i.person_id as personId'])
    .where('l.region_id', '=', regionIn(tx))
    .where('l.bounce_hash', '=', hash)
    .executeTakeFirst();
  return row ?? null;
}

/** A message of ours by its own id, if it left by that way. */
export async function letterById(
  tx: Tx,
  id: string,
  channel: MessageChannel,
): Promise<{ readonly letterId: string; readonly personId: string } | null> {
  const row = await tx.db
    .selectFrom('survey_letters as l')
    .innerJoin('survey_invitations as i', (join) =>
      join.onRef('i.region_id', '=', 'l.region_id').onRef('i.id', '=', 'l.invitation_id'),
    )
    .select(['l.id as letterId', 'i.person_id as personId'])
    .where('l.region_id', '=', regionIn(tx))
    .where('l.id', '=', id)
    .where('l.channel', '=', channel)
    .executeTakeFirst();
  return row ?? null;
}
