import type { Tx } from '@otklik/kernel';
import { sql } from 'kysely';
import { regionIn } from './tables.ts';

/** Who signs letters about a place. */
export interface Signer {
  readonly name: string;
  readonly postRu: string;
  readonly postEn: string | null;
}

/** Who signs on a day, by place; a place without one signs itself. */
export async function signersOf(
  tx: Tx,
  placeIds: readonly string[],
  day: string,
): Promise<ReadonlyMap<string, Signer>> {
  const { rows } = await sql<Signer & { placeId: string }>`
    select distinct on (place_id) place_id as "placeId", name, post_ru as "postRu", post_en as "postEn"
    from survey_senders
    where region_id = ${regionIn(tx)} and place_id = any(${[...new Set(placeIds)]}::uuid[])
      and valid_from <= ${day}
    order by place_id, valid_from desc`.execute(tx.db);
  return new Map(rows.map(({ placeId, ...signer }) => [placeId, signer]));
}

/** From a day on somebody signs. */
export async function putSigner(
  tx: Tx,
  placeId: string,
  from: string,
  { name, postRu: post_ru, postEn: post_en }: Signer,
): Promise<void> {
  const said = { name, post_ru, post_en };
  await tx.db
    .insertInto('survey_senders')
    .values({ region_id: regionIn(tx), place_id: placeId, valid_from: from, ...said })
    .onConflict((conflict) =>
      conflict.columns(['region_id', 'place_id', 'valid_from']).doUpdateSet(said),
    )
    .execute();
}
