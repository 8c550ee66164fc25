import { AppError, newSecret, type Tx } from '@otklik/kernel';
import type { Advanced } from './model/facts.ts';
import type { Move } from './model/moves.ts';
import { mayConfirm } from './policy.ts';
import type { CaseRow } from './store/cases.ts';
import { authorLink, insertAuthorLink, type LinkPurpose } from './store/author-links.ts';

/** After which moves the author's letter carries a link, and what it lets the author say. */
const PURPOSE_OF: Readonly<Partial<Record<Advanced['entry']['move'], LinkPurpose>>> = {
  'publish-answer': 'verdict',
  'ask-author': 'question',
  'plan-passed': 'plan',
} satisfies Partial<Record<Move, LinkPurpose>>;

/** Where the author's word is waited for without a clock of its own, a link lives so long. */
const LIFE_MS = 15 * 86_400_000;

/**
 * The path behind the button of a letter to the author, with a secret that opens this one thing until its
 * term is over; undefined where the letter asks for nothing.
 */
export async function authorLinkFor(
  tx: Tx,
  row: CaseRow,
  { entry, facts, due }: Advanced,
): Promise<string | undefined> {
  const purpose = PURPOSE_OF[entry.move];
  if (!purpose) return undefined;
  const token = newSecret();
  const isOver = due.at !== null && due.at <= tx.now;
  await insertAuthorLink(tx, token, {
    case_id: row.id,
    purpose,
    round: facts.round,
    expires_at: due.at && !isOver ? due.at : new Date(tx.now.getTime() + LIFE_MS),
  });
  return `/say/${token}`;
}

/**
 * The case about which the holder of a link may still say one thing; it is locked, and the link is not spent.
 *
 * @throws AppError not-found for another thing than `what`, already-done once it was said, link-expired
 */
export async function openAuthorLink(tx: Tx, token: string, what: LinkPurpose) {
  const link = await authorLink(tx, token);
  if (link.purpose !== what) throw new AppError('not-found', { kind: 'link' });
  if (link.used_at) throw new AppError('already-done', { what: 'link' });
  if (link.expires_at < tx.now) throw new AppError('link-expired');
  const movable = await mayConfirm(tx, link.case_id);
  // A round later the question is another one.
  if (movable.row.round !== link.round) throw new AppError('link-expired');
  return { ...movable, link };
}
