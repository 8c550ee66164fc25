import { json } from '@otklik/db';
import type { Tx } from '@otklik/kernel';
import { receiptOf } from '@otklik/survey-answers';
import { putAppeal } from '../../modules/survey-comments/src/store/appeals.ts';
import { changeReply, handIn, lockReply } from '../../modules/survey-comments/src/store/replies.ts';
import {
  COMMENTS_JOB,
  prepareHouse,
  putComment,
} from '../../modules/survey-comments/test/writing.ts';
import type { TestInstallation } from '../support/installation.ts';
import type { Sample } from './samples.ts';
import type { World } from './world.ts';

/** The samples of the verbs about comments of surveys. */

const ID = '00000000-0000-4000-8000-0000000000f5';
const TEXT = 'Ждали два часа, зато врач внимательный.';
const REPLY = 'Мы разбираемся, почему приём начинается позже.';
type Arrange = NonNullable<Sample['arrange']>;

const receiptIn = ({ app }: TestInstallation): string =>
  receiptOf(app.ports.keys, 'sample-of-a-link', 'sample-of-a-form');

/** The comment of the world: waiting for a moderator, about its clinic. */
export async function commentOfWorld(house: TestInstallation, placeId: string): Promise<void> {
  await prepareHouse(house);
  const receipt = receiptIn(house);
  await putComment(house, { id: ID, receipt, text: TEXT, placeId, window: '2026-06-01' });
  await house.faces.surveyComments.prepare(COMMENTS_JOB, {});
}

async function publishedNow(tx: Tx): Promise<void> {
  await tx.db
    .updateTable('survey_comments')
    .set({ state: 'published', public_text: TEXT })
    .where('id', '=', ID)
    .execute();
  await tx.db
    .updateTable('comment_reviews')
    .set({ state: 'published', cuts: json([]) })
    .where('comment_id', '=', ID)
    .execute();
}

const published: Arrange = (tx) => publishedNow(tx);
const withReply =
  (state: 'handed-in' | 'with-controller'): Arrange =>
  async (tx, world) => {
    await publishedNow(tx);
    const changed = state === 'with-controller';
    await handIn(tx, ID, null, {
      outcome: changed ? 'changed' : 'looking',
      words: REPLY,
      changedSince: changed ? '2026-06-01' : null,
      writtenBy: world.strangerId,
    });
    if (changed) await changeReply(tx, (await lockReply(tx, ID))!, { state });
  };

const refused =
  (isAppealed: boolean): Arrange =>
  async (tx) => {
    await tx.db
      .updateTable('survey_comments')
      .set({ state: 'refused' })
      .where('id', '=', ID)
      .execute();
    await tx.db
      .updateTable('comment_reviews')
      .set({ state: 'refused', reason_code: 'insult' })
      .where('comment_id', '=', ID)
      .execute();
    if (isAppealed) await putAppeal(tx, ID);
  };

const on =
  (rest: object = {}) =>
  () => ({ id: ID, ...rest });
const byReceipt = ({ house }: World) => ({ receipt: receiptIn(house) });
const plain = (input: Sample['input'] = () => ({})): Sample[] => [{ input }];

export const SURVEY_COMMENTS: Readonly<Record<string, readonly Sample[]>> = {
  'survey-comments.prepare': plain(),
  'survey-comments.publish-comments': plain(),
  'survey-comments.empty-originals': plain(),
  'survey-comments.list-waiting': plain(),
  'survey-comments.list-replies': plain(),
  'survey-comments.list-published': plain(),
  'survey-comments.get-comment': [
    { title: 'waiting', input: on(), shows: ({ eye }: { eye: string }) => eye },
    {
      title: 'published',
      input: on(),
      arrange: published,
      shows: ({ eye }: { eye: string }) => eye,
    },
    {
      title: 'a change claimed',
      input: on(),
      arrange: withReply('with-controller'),
      shows: ({ eye }: { eye: string }) => eye,
    },
  ],
  'survey-comments.review-comment': plain(on({ decision: 'publish' })),
  'survey-comments.correct-theme': plain(on({ aspect: 'doctor', side: 'praise', isThere: false })),
  'survey-comments.hand-in-reply': [
    { input: on({ outcome: 'looking', words: REPLY }), arrange: published },
  ],
  'survey-comments.judge-reply': [
    { title: 'handed in', input: on({ decision: 'pass' }), arrange: withReply('handed-in') },
    {
      title: 'a change claimed',
      input: on({ decision: 'pass' }),
      arrange: withReply('with-controller'),
    },
  ],
  'survey-comments.look-at-own': plain(byReceipt),
  'survey-comments.withdraw-comment': plain(byReceipt),
  'survey-comments.begin-complaint': plain(byReceipt),
  'survey-comments.begin-proposal': plain(byReceipt),
  'survey-comments.appeal-refusal': [{ input: byReceipt, arrange: refused(false) }],
  'survey-comments.settle-appeal': [{ input: on({ decision: 'keep' }), arrange: refused(true) }],
  'survey-comments.list-mending': plain(),
  'survey-comments.warn-author': plain(() => ({ words: TEXT })),
};
