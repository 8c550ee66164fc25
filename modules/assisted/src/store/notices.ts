import { reachedIn, regionId } from '@otklik/cases';
import { AppError, type Grant, type Tx } from '@otklik/kernel';
import { sql } from 'kysely';
import './tables.ts';

const SHOWN_MAX = 100;

const noticesIn = (tx: Tx) =>
  tx.db
    .selectFrom('assisted_notices as notice')
    .innerJoin('cases', (join) =>
      join
        .onRef('cases.region_id', '=', 'notice.region_id')
        .onRef('cases.id', '=', 'notice.case_id'),
    )
    .innerJoin('case_assistance as help', (join) =>
      join
        .onRef('help.region_id', '=', 'notice.region_id')
        .onRef('help.case_id', '=', 'notice.case_id'),
    )
    .where('notice.region_id', '=', regionId(tx));

/** Calls and letters that are due on a day (`YYYY-MM-DD`), within reach of the grants, the oldest first. */
export const dueNotices = (tx: Tx, grants: readonly Grant[], today: string) =>
  noticesIn(tx)
    .select([
      'notice.id',
      'notice.case_id',
      'notice.move',
      'notice.way',
      'notice.attempts',
      'notice.made_on',
      'cases.number',
      'cases.path',
      'cases.clinic_id',
      'cases.data_key_id',
      'help.contact_sealed',
    ])
    .where('notice.state', 'in', ['waiting', 'not-reached'])
    .where('notice.next_try_on', '<=', today)
    .where(sql<boolean>`${reachedIn('cases', grants)}`)
    .orderBy('notice.next_try_on')
    .orderBy('notice.id')
    .limit(SHOWN_MAX)
    .execute();

/** How many of those there are. */
export async function countDue(tx: Tx, grants: readonly Grant[], today: string): Promise<number> {
  const { due } = await noticesIn(tx)
    .select((eb) => eb.fn.countAll<number>().as('due'))
    .where('notice.state', 'in', ['waiting', 'not-reached'])
    .where('notice.next_try_on', '<=', today)
    .where(sql<boolean>`${reachedIn('cases', grants)}`)
    .executeTakeFirstOrThrow();
  return Number(due);
}

/** Calls and letters about one case, the oldest first. */
export const noticesOf = (tx: Tx, caseId: string) =>
  tx.db
    .selectFrom('assisted_notices')
    .select(['move', 'way', 'state', 'attempts', 'made_on as madeOn'])
    .where('region_id', '=', regionId(tx))
    .where('case_id', '=', caseId)
    .orderBy('entry_seq')
    .orderBy('is_late')
    .execute();

/** One notice with its case, within reach; locked where it is to be changed. @throws AppError not-found */
export async function noticeById(tx: Tx, grants: readonly Grant[], id: string, lock: boolean) {
  const found = await noticesIn(tx)
    .select([
      'notice.id',
      'notice.case_id',
      'notice.move',
      'notice.way',
      'notice.state',
      'notice.attempts',
      'notice.made_on',
      'cases.data_key_id',
      'help.locale',
      'help.contact_sealed',
    ])
    .where('notice.id', '=', id)
    .where(sql<boolean>`${reachedIn('cases', grants)}`)
    .$if(lock, (q) => q.forUpdate('notice'))
    .executeTakeFirst();
  if (!found) throw new AppError('not-found', { kind: 'notice' });
  return found;
}
