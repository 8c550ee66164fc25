import { MODEL_VERSION, themesOf, type Aspect, type Side } from '@otklik/comment-themes';
import { regionId } from '@otklik/cases';
import type { Tx } from '@otklik/kernel';

export interface FoundTheme {
  readonly aspect: Aspect;
  readonly side: Side;
}

/** Puts down what the rules find in the words. */
export async function putThemes(tx: Tx, id: string, words: string): Promise<void> {
  const rows = themesOf(words).map(({ aspect, side }) => ({
    region_id: regionId(tx),
    comment_id: id,
    aspect,
    side,
    by: 'rule' as const,
    model_version: MODEL_VERSION,
  }));
  if (rows.length === 0) return;
  await tx.db
    .insertInto('comment_themes')
    .values(rows.map((row) => ({ ...row, struck: false })))
    .onConflict((on) => on.doNothing())
    .execute();
}

/** The themes that stand, of many comments. */
export async function themesOfAll(
  tx: Tx,
  ids: readonly string[],
): Promise<ReadonlyMap<string, readonly FoundTheme[]>> {
  const found = new Map<string, FoundTheme[]>();
  if (ids.length === 0) return found;
  const rows = await tx.db
    .selectFrom('comment_themes')
    .select(['comment_id', 'aspect', 'side'])
    .where('region_id', '=', regionId(tx))
    .where('comment_id', 'in', ids)
    .where('struck', '=', false)
    .orderBy('aspect')
    .orderBy('side')
    .execute();
  for (const { comment_id, aspect, side } of rows)
    found.set(comment_id, [...(found.get(comment_id) ?? []), { aspect, side }]);
  return found;
}

/** A person puts a theme there or strikes one out; what the rules had found stays to be counted. */
export async function correctTheme(
  tx: Tx,
  id: string,
  theme: FoundTheme,
  isThere: boolean,
): Promise<void> {
  await tx.db
    .insertInto('comment_themes')
    .values({
      region_id: regionId(tx),
      comment_id: id,
      ...theme,
      by: 'person',
      model_version: MODEL_VERSION,
      struck: !isThere,
    })
    .onConflict((on) =>
      on.columns(['region_id', 'comment_id', 'aspect', 'side']).doUpdateSet({ struck: !isThere }),
    )
    .execute();
}

export async function forgetThemes(tx: Tx, id: string): Promise<void> {
  await tx.db
    .deleteFrom('comment_themes')
    .where('region_id', '=', regionId(tx))
    .where('comment_id', '=', id)
    .execute();
}
