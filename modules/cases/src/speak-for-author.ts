import type { Actor, Tx } from '@otklik/kernel';
import { alarmIfDanger } from './alarm.ts';
import { sayPlan, sayReply, sayVerdict, verdictMove, type VerdictWords } from './author-word.ts';
import { MOVES, type Move, type State } from './model/moves.ts';
import { moveCase } from './move-case.ts';
import type { LoadedCase } from './store/cases.ts';
import { closePhotos } from './store/photos.ts';

/** What an author may say through somebody else. */
export type SpokenWord =
  | ({ readonly what: 'verdict' } & VerdictWords)
  | { readonly what: 'question'; readonly text: string }
  | { readonly what: 'plan'; readonly kept: 'yes' | 'no'; readonly note?: string | undefined }
  | { readonly what: 'reopen'; readonly note?: string | undefined }
  | { readonly what: 'appeal'; readonly note: string }
  | { readonly what: 'withdraw' };

const UNPUBLISHED: readonly State[] = MOVES['withdraw-unpublished'].from;

/**
 * Says the author's word in the author's role; the entry and the act log name the actor, who speaks for the
 * author. Who may do that is the caller's to judge. `loaded`: the case, locked.
 * @throws AppError as `moveCase`
 */
export async function speakForAuthor(
  tx: Tx,
  actor: Actor,
  loaded: LoadedCase,
  word: SpokenWord,
): Promise<{ readonly number: string; readonly state: State }> {
  const subject = { ...loaded, role: 'author' } as const;
  const { row } = loaded;
  const go = async (move: Move, note?: string) => {
    const { facts } = await moveCase(tx, actor, subject, move, { note });
    const alarmed = await alarmIfDanger(tx, actor, row.id, note);
    return { number: row.number, state: alarmed ?? facts.state };
  };
  switch (word.what) {
    case 'verdict': {
      const move = await verdictMove(tx, row, word.verdict);
      return sayVerdict(tx, actor, { ...subject, move }, word);
    }
    case 'question':
      return sayReply(tx, actor, subject, word.text);
    case 'plan':
      return sayPlan(tx, actor, subject, word);
    case 'reopen':
      return go('reopen', word.note);
    case 'appeal':
      return go('appeal-rejection', word.note);
    case 'withdraw': {
      const done = await go(UNPUBLISHED.includes(row.state) ? 'withdraw-unpublished' : 'withdraw');
      await closePhotos(tx, row.id);
      return done;
    }
  }
}
