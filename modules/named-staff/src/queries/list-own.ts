import { defineQuery, type Tx } from '@otklik/kernel';
import { readCase, regionId } from '@otklik/cases';
import { clinicById, postsByIds } from '@otklik/registry';
import { EXPLANATIONS_MAX, isWithClinic, mayStillExplain } from '../model.ts';
import { signedIn } from '../policy.ts';
import { postView } from '../post-view.ts';
import { nothing as input } from '../schema.ts';
import { postsOfAccount } from '../store/accounts.ts';
import { explanationsOf } from '../store/explanations.ts';

const CASES_MAX = 100;

const settledOf = (tx: Tx, postIds: readonly string[]) =>
  tx.db
    .selectFrom('named_links')
    .select(['case_id', 'post_id', 'clinic_id', 'explain_by'])
    .where('region_id', '=', regionId(tx))
    .where('post_id', 'in', postIds)
    .where('is_current', '=', true)
    .where('state', '=', 'settled')
    .orderBy('decided_at', 'desc')
    .limit(CASES_MAX)
    .execute();

async function oneOf(tx: Tx, link: Awaited<ReturnType<typeof settledOf>>[number]) {
  const row = await readCase(tx, { id: link.case_id });
  if (!isWithClinic(row, link.clinic_id)) return null;
  const clinic = await clinicById(tx, row.clinic_id);
  const explanations = await explanationsOf(tx, row, link.post_id!);
  return {
    number: row.number,
    path: row.path,
    subject: { code: row.subject_code, ru: row.subject_ru, en: row.subject_en },
    clinic: { nameRu: clinic.nameRu, nameEn: clinic.nameEn },
    post: postView((await postsByIds(tx, [link.post_id!])).get(link.post_id!)!),
    zone: row.zone,
    publishedAt: row.published_at!,
    explainBy: link.explain_by,
    explanations,
    canExplain: mayStillExplain(row) && explanations.length < EXPLANATIONS_MAX,
  };
}

/**
 * The messages that name whoever asks, newest first, at most 100: facts of their public pages, the term and
 * what was explained. Nothing of the author's closed words.
 */
export const listOwn = defineQuery({
  name: 'named-staff.list-own',
  input,
  policy: signedIn,
  async handle({ tx, subject: { personId } }) {
    const posts = await postsOfAccount(tx, personId);
    if (posts.length === 0) return { posts: 0, cases: [] };
    const cases = [];
    for (const link of await settledOf(tx, posts)) cases.push(await oneOf(tx, link));
    return { posts: posts.length, cases: cases.filter((one) => one !== null) };
  },
});
