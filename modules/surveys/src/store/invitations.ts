import { randomUUID } from 'node:crypto';
import { insertMany } from '@otklik/db';
import type { Tx } from '@otklik/kernel';
import { sql, type Selectable } from 'kysely';
import type { Channel } from '../model/channels.ts';
import type { CorrectionStage } from '../model/states.ts';
import { regionIn, type SurveyInvitationTable } from './tables.ts';

export type NewInvitation = Omit<
  Selectable<SurveyInvitationTable>,
  'region_id' | 'id' | 'state'
> & {
  /** By which its letter leaves. */
  readonly channel: Channel;
};

/** Invitations, each with the letter that will carry it. */
export async function inviteMany(tx: Tx, invitations: readonly NewInvitation[]): Promise<void> {
  const region_id = regionIn(tx);
  const rows = invitations.map(({ channel, ...one }) => ({
    channel,
    row: { region_id, id: randomUUID(), ...one },
  }));
  await insertMany(
    tx,
    'survey_invitations',
    rows.map(({ row }) => ({ ...row, state: 'planned' as const })),
  );
  await insertMany(
    tx,
    'survey_letters',
    rows.map(({ channel, row: { id, send_at } }) => ({
      region_id,
      id: randomUUID(),
      invitation_id: id,
      kind: 'invitation' as const,
      state: 'queued' as const,
      attempts: 0,
      not_before: send_at,
      channel,
    })),
  );
}

/**
 * The visit did not take place: its link closes, a letter that waits does not leave.
 * @returns whether a letter had left by then
 */
export async function closeInvitationOf(tx: Tx, visitId: string): Promise<CorrectionStage> {
  const found = await tx.db
    .selectFrom('survey_invitations')
    .select(['id', 'state'])
    .where('region_id', '=', regionIn(tx))
    .where('visit_id', '=', visitId)
    .forUpdate()
    .executeTakeFirst();
  if (!found) return 'before-letter';
  await tx.db
    .updateTable('survey_invitations')
    .set({ state: 'closed', remind_at: null })
    .where('region_id', '=', regionIn(tx))
    .where('id', '=', found.id)
    .where('state', 'in', ['planned', 'open'])
    .execute();
  await tx.db
    .updateTable('survey_letters')
    .set({ state: 'void', because: 'cancelled' })
    .where('region_id', '=', regionIn(tx))
    .where('invitation_id', '=', found.id)
    .where('state', '=', 'queued')
    .execute();
  return found.state === 'planned' ? 'before-letter' : 'after-letter';
}

/** What was corrected, while the letter has not left. @returns whether it had not */
export async function correctInvitationOf(
  tx: Tx,
  visitId: string,
  facts: Pick<NewInvitation, 'place_id' | 'service_code' | 'doctor_id' | 'sector'>,
): Promise<boolean> {
  const { numUpdatedRows } = await tx.db
    .updateTable('survey_invitations')
    .set(facts)
    .where('region_id', '=', regionIn(tx))
    .where('visit_id', '=', visitId)
    .where('state', '=', 'planned')
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

export interface Mine {
  readonly id: string;
  readonly placeId: string;
  readonly serviceCode: string | null;
  readonly visitedAt: Date | null;
  readonly expiresOn: string;
}

/** What waits for somebody to answer, the newest first. */
export const invitationsOf = (tx: Tx, personId: string, today: string): Promise<Mine[]> =>
  tx.db
    .selectFrom('survey_invitations as i')
    .leftJoin('survey_visits as v', (join) =>
      join.onRef('v.region_id', '=', 'i.region_id').onRef('v.id', '=', 'i.visit_id'),
    )
    .select([
      'i.id',
      'i.place_id as placeId',
      'i.service_code as serviceCode',
      sql<Date | null>`case when i.kind <> 'access' then v.ended_at end`.as('visitedAt'),
      'i.expires_on as expiresOn',
    ])
    .where('i.region_id', '=', regionIn(tx))
    .where('i.person_id', '=', personId)
    .where('i.state', '=', 'open')
    .where('i.expires_on', '>=', today)
    .orderBy('i.send_at', 'desc')
    .orderBy('i.id')
    .limit(20)
    .execute();
