import { AppError, type App, type Tx } from '@otklik/kernel';
import type { OwnComments } from './policy.ts';
import { originalOf } from './store/originals.ts';

/** What somebody takes over from the own comments into a form of another kind. */
export interface OwnWords {
  readonly text: string;
  /** Code of the clinic; null where the place is none, or was widened away. */
  readonly clinic: string | null;
}

/**
 * The words of one receipt's comments: the original ones, or the published ones once the originals are gone.
 * @throws AppError not-found where no words are left
 */
export async function ownWords(app: App, tx: Tx, { rows }: OwnComments): Promise<OwnWords> {
  const words: string[] = [];
  for (const row of rows) {
    const own = (await originalOf(tx, app.ports.keys, row)) ?? row.public_text;
    if (own !== null) words.push(own);
  }
  if (words.length === 0) throw new AppError('not-found', { kind: 'comment' });
  const clinic = rows.find(({ clinic_id }) => clinic_id !== null)?.place_code ?? null;
  return { text: words.join('\n\n'), clinic };
}
