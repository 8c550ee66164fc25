import {
  AppError,
  defineCommand,
  runQuery,
  type Actor,
  type App,
  type Context,
} from '@otklik/kernel';
import type { z } from 'zod';
import { openAuthorLink } from '../author-links.ts';
import { sayPlan, sayReply, sayVerdict, verdictMove } from '../author-word.ts';
import { keepPhotos, type KeptPhoto } from '../photos.ts';
import { readAuthorLink } from '../queries/read-author-link.ts';
import { sayByLink as input } from '../schema-links.ts';
import { spendAuthorLink } from '../store/author-links.ts';

type In = z.output<typeof input>;

/** Photos are decoded and stored for whoever holds a link that still works: nobody else fills the storage. */
async function photosBy(app: App, actor: Actor, word: In): Promise<KeptPhoto[]> {
  if (word.what !== 'verdict' || word.photos.length === 0) return [];
  const link = await runQuery(app, actor, readAuthorLink, { token: word.token });
  if (link.what !== 'verdict' || link.state !== 'open') throw new AppError('link-expired');
  return keepPhotos(app, actor.region, word.photos);
}

/**
 * The author says one thing by the link in a letter, without signing in: who holds it holds the author's
 * address. It opens nothing else, works once and until its term is over.
 */
export const sayByLink = defineCommand({
  name: 'cases.say-by-link',
  input,
  limits: [{ per: 'origin', count_max: 60, window_s: 3600 }],
  prepare: ({ app, actor, input: word }) => photosBy(app, actor, word),
  policy: ({ tx, input: { token, what } }: Context<In>) => openAuthorLink(tx, token, what),
  async handle({ tx, actor, subject, prepared, input: word }) {
    if (!(await spendAuthorLink(tx, subject.link)))
      throw new AppError('already-done', { what: 'link' });
    switch (word.what) {
      case 'verdict': {
        const move = await verdictMove(tx, subject.row, word.verdict);
        return sayVerdict(tx, actor, { ...subject, move }, word, prepared);
      }
      case 'question':
        return sayReply(tx, actor, subject, word.text);
      case 'plan':
        return sayPlan(tx, actor, subject, word);
    }
  },
  audit: ({ subject, output }) => ({
    object: subject.row.id,
    before: subject.row.state,
    after: output.state,
  }),
});
