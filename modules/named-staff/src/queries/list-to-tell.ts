import { AppError, defineQuery, grantsOf, type Actor } from '@otklik/kernel';
import { readCase, staffGrants } from '@otklik/cases';
import { clinicsOf, postsByIds } from '@otklik/registry';
import { postView } from '../post-view.ts';
import { nothing as input } from '../schema.ts';
import { untoldIn } from '../store/links.ts';

/** A head of a clinic, with what they head. @throws AppError sign-in-required, second-factor-required, forbidden */
function head({ actor }: { readonly actor: Actor }) {
  staffGrants(actor);
  const reaches = grantsOf(actor).flatMap(({ role, reach }) => (role === 'head' ? [reach] : []));
  if (reaches.length === 0) throw new AppError('forbidden');
  return reaches;
}

/** The people whom the head of a clinic is to tell that a message names them, the longest waiting first. */
export const listToTell = defineQuery({
  name: 'named-staff.list-to-tell',
  input,
  policy: head,
  async handle({ tx, subject: reaches }) {
    const clinics = (await clinicsOf(tx)).filter((clinic) =>
      reaches.some(
        (reach) =>
          reach.kind === 'region' ||
          [clinic.id, clinic.organisationId, clinic.districtId, clinic.okrugId].includes(reach.id),
      ),
    );
    if (clinics.length === 0) return [];
    const waiting = await untoldIn(
      tx,
      clinics.map(({ id }) => id),
    );
    const posts = await postsByIds(
      tx,
      waiting.map(({ post_id }) => post_id!),
    );
    return Promise.all(
      waiting.map(async ({ case_id, post_id, decided_at }) => ({
        number: (await readCase(tx, { id: case_id })).number,
        post: postView(posts.get(post_id!)!),
        since: decided_at,
      })),
    );
  },
});
