import { personalIn, refuseProven } from '@otklik/cases';
import { AppError, type App, type Tx } from '@otklik/kernel';
import { cutsOf, withCuts } from './model/cuts.ts';
import { detailsIn } from './model/details.ts';
import { absent, type CommentRow } from './store/comments.ts';
import { originalOf } from './store/originals.ts';
import type { Cut } from './store/tables.ts';

/**
 * What a moderator cuts out of an original that may then be published.
 * @throws AppError personal-data-left, invalid-input for other words, not-found once the original is gone
 */
export async function cutsAsked(
  app: App,
  tx: Tx,
  row: CommentRow,
  { marked, acknowledged }: { marked?: string | undefined; acknowledged: boolean },
): Promise<readonly Cut[]> {
  const original = await originalOf(tx, app.ports.keys, row);
  if (original === null) throw absent();
  const cuts = cutsOf(original, marked ?? original);
  const shown = withCuts(original, cuts);
  refuseProven(acknowledged, shown);
  if (!acknowledged) {
    const kinds = [...new Set(personalIn(shown).map(({ type }) => type))];
    const told = detailsIn(shown).length > 0 ? ['detail'] : [];
    if (kinds.length + told.length > 0)
      throw new AppError('personal-data-left', { kinds: [...kinds, ...told] });
  }
  return cuts;
}
