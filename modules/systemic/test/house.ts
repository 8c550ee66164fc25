import { sql } from 'kysely';
import { newId, regionScope, type Actor, type Grant, type Tx } from '@otklik/kernel';
import { confirmContact } from '@otklik/notices';
import { clinicByCode } from '@otklik/registry';
import { citizen, CLINIC, type Person, worker } from '../../desk/test/people.ts';
import { REGION, staff, type TestInstallation } from '../../../tests/support/installation.ts';

export const CAUSE = 'no-shoe-covers';
export const WORDS = {
  titleRu: 'Бахил на входе не бывает неделями',
  whyRu: 'Несколько человек за месяц написали об одном и том же автомате.',
};

let people = 0;
/** Somebody with a role and an address nobody else of the run has. */
export const somebody = (
  house: TestInstallation,
  role: Parameters<typeof worker>[2],
): Promise<Person> => worker(house, `systemic-${role}-${(people += 1)}@example.org`, role);

export async function author(house: TestInstallation): Promise<Person> {
  const person = await citizen(house, `systemic-author-${(people += 1)}@example.org`);
  await inside(house, (tx) => confirmContact(tx, person.personId));
  return person;
}

export const reaching = (role: Grant['role'], reach: Grant['reach']): Actor =>
  staff(newId(), { role, reach });

/** So many published messages of one cause, each of an author of its own. */
export async function told(
  house: TestInstallation,
  moderator: Actor,
  count: number,
): Promise<{ number: string; by: Person }[]> {
  const made = [];
  for (let at = 0; at < count; at += 1) {
    const by = await author(house);
    const { number } = await house.faces.complaints.fileComplaint(by, {
      clinic: CLINIC,
      topic: CAUSE,
      story: `На входе нет бахил, автомат пустой, захожу сюда ${at + 2}-й раз за неделю.`,
      facts: { seen_at: house.clock.now().toISOString().slice(0, 16) },
    });
    await house.faces.complaints.publishComplaint(moderator, { number });
    made.push({ number, by });
  }
  return made;
}

export const inside = <T>(house: TestInstallation, work: (tx: Tx) => Promise<T>): Promise<T> =>
  house.app.store.withScope(regionScope(REGION), work, { now: house.clock.now() });

export const clinicIn = (tx: Tx) => clinicByCode(tx, CLINIC);

/** Everything the engine keeps of these cases, as text: to be compared byte for byte. */
export const kept = (house: TestInstallation, numbers: readonly string[]): Promise<string> =>
  inside(house, async (tx) => {
    const { rows } = await sql<{ kept: string }>`
      with own as (select * from cases where number = any (${numbers as string[]}))
      select jsonb_build_array(
        (select jsonb_agg(to_jsonb(o) order by id) from own o),
        (select jsonb_agg(to_jsonb(k) order by case_id, seq) from case_clocks k where case_id in (select id from own)),
        (select jsonb_agg(to_jsonb(v) order by case_id, round) from case_verdicts v where case_id in (select id from own)),
        (select jsonb_agg(to_jsonb(e) order by case_id, seq) from case_entries e where case_id in (select id from own))
      )::text as kept`.execute(tx.db);
    return rows[0]!.kept;
  });

/** Ends what a test left: each begins with none alive. */
export const clear = (house: TestInstallation): Promise<void> =>
  inside(house, async (tx) => {
    const [done, none] = [{ left_at: tx.now, left_because: 'dismissed' as const }, null];
    await tx.db.updateTable('systemic_members').set(done).where('left_at', 'is', null).execute();
    await tx.db
      .updateTable('systemic_cases')
      .set({ state: 'dismissed', due_at: none, notice_at: none })
      .where('state', 'in', ['proposed', 'open', 'planned', 'done'])
      .execute();
  });
