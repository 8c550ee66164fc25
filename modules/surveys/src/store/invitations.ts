import { randomUUID } from 'node:crypto';
import { insertMany } from '@otklik/db';
import type { Tx } from '@otklik/kernel';
import type { Selectable } from 'kysely';
import { regionIn, type SurveyInvitationTable } from './tables.ts';

export type NewInvitation = Omit<Selectable<SurveyInvitationTable>, 'region_id' | 'id' | 'state'>;

/** Invitations, each with the letter that will carry it. */
export async function inviteMany(tx: Tx, invitations: readonly NewInvitation[]): Promise<void> {
  const region_id = regionIn(tx);
  const rows = invitations.map((one) => ({ region_id, id: randomUUID(), ...one }));
  await insertMany(
    tx,
    'survey_invitations',
    rows.map((row) => ({ ...row, state: 'planned' as const })),
  );
  await insertMany(
    tx,
    'survey_letters',
    rows.map(({ id, send_at }) => ({
      region_id,
      id: randomUUID(),
      invitation_id: id,
      kind: 'invitation' as const,
      state: 'queued' as const,
      attempts: 0,
      not_before: send_at,
    })),
  );
}

/** The visit did not take place: its link closes, a letter that waits does not leave. */
export async function closeInvitationOf(tx: Tx, visitId: string): Promise<void> {
  const closed = await tx.db
    .updateTable('survey_invitations')
    .set({ state: 'closed', remind_at: null })
    .where('region_id', '=', regionIn(tx))
    .where('visit_id', '=', visitId)
    .where('state', 'in', ['planned', 'open'])
    .returning('id')
    .executeTakeFirst();
  if (closed)
    await tx.db
      .updateTable('survey_letters')
      .set({ state: 'void', because: 'cancelled' })
      .where('region_id', '=', regionIn(tx))
      .where('invitation_id', '=', closed.id)
      .where('state', '=', 'queued')
      .execute();
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
      'v.ended_at as visitedAt',
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
