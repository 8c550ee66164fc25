import type { Tx } from '@otklik/kernel';
import { regionId } from './cases.ts';

/** An answer that was given to several cases at once, as it stands at one of them. */
export interface Copy {
  readonly caseId: string;
  readonly answerId: string;
}

/** Cases that were ever answered with this one: its members, its lead, and that one's other members. */
async function besideOf(tx: Tx, caseId: string, of: 'members' | 'all'): Promise<string[]> {
  const links = () =>
    tx.db
      .selectFrom('case_links')
      .select(['lead_id', 'member_id'])
      .where('region_id', '=', regionId(tx));
  const members = await links().where('lead_id', '=', caseId).execute();
  if (of === 'members') return members.map(({ member_id }) => member_id);
  const leads = (await links().where('member_id', '=', caseId).execute()).map(
    ({ lead_id }) => lead_id,
  );
  const siblings = leads.length > 0 ? await links().where('lead_id', 'in', leads).execute() : [];
  const all = [...members, ...siblings].map(({ member_id }) => member_id);
  return [...new Set([...all, ...leads])].filter((id) => id !== caseId);
}

/** Published answers of these words, in sight, at cases that were answered together with this one. */
export async function copiesOf(
  tx: Tx,
  caseId: string,
  text: string,
  of: 'members' | 'all',
): Promise<Copy[]> {
  const beside = await besideOf(tx, caseId, of);
  if (beside.length === 0) return [];
  return tx.db
    .selectFrom('case_answers')
    .select(['case_id as caseId', 'id as answerId'])
    .where('region_id', '=', regionId(tx))
    .where('case_id', 'in', beside)
    .where('state', '=', 'published')
    .where('text_public', '=', text)
    .where('hidden_at', 'is', null)
    .where('taken_at', 'is', null)
    .execute();
}
