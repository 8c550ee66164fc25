import { AppError, defineCommand } from '@otklik/kernel';
import { postsByIds } from '@otklik/registry';
import { deliver } from '../delivery.ts';
import { mayModerate } from '../policy.ts';
import { renewPublicWords } from '../public-words.ts';
import { settlePerson as input } from '../schema.ts';
import { changePerson, insertPerson, peopleOf } from '../store/people.ts';
import { absent, changeThanks } from '../store/thanks.ts';

const NOBODY = {
  consent: 'not-asked',
  asked_at: null,
  answered_at: null,
  answered_by: null,
} as const;

/**
 * A moderator says which post of the clinic is meant, or that it cannot be told. Another post begins anew: a
 * consent belongs to the person who gave it. Once published, the person is written to at once.
 *
 * @throws AppError unknown-reference (no post of this clinic), already-exists (thanked already), already-done
 */
export const settlePerson = defineCommand({
  name: 'thanks.settle-person',
  input,
  policy: mayModerate,
  async handle({ tx, subject: { row, personId: by }, input: { personId, postId } }) {
    if (row.state !== 'submitted' && row.state !== 'published') throw new AppError('already-done');
    const post = postId ? (await postsByIds(tx, [postId])).get(postId) : undefined;
    if (postId && post?.clinicId !== row.clinic_id)
      throw new AppError('unknown-reference', { what: 'post' });
    let id = personId;
    if (id === undefined)
      id = await insertPerson(tx, row, null, { post_id: postId!, settled_by: by });
    else {
      const person = (await peopleOf(tx, row)).find((one) => one.row.id === personId)?.row;
      if (!person) throw absent();
      const is_same = person.post_id === (postId ?? null) && person.settled_by !== null;
      if (is_same) throw new AppError('already-done');
      await changePerson(tx, person, {
        ...NOBODY,
        post_id: postId ?? null,
        settled_by: by,
        unclear: postId === undefined,
        delivered_at: null,
      });
    }
    const version = await changeThanks(tx, row, {});
    await renewPublicWords(tx, { ...row, version });
    await deliver(tx, row);
    return { number: row.number, personId: id };
  },
  // Which post it is stays out of the chain: the chain outlives an erasure.
  audit: ({ subject, input: { postId } }) => ({
    object: subject.row.id,
    after: postId ? 'person-settled' : 'person-unclear',
  }),
});
