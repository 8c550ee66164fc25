import type { RequestEvent } from '@sveltejs/kit';

/** Whom of the colleagues a typed name means, as an id; two of one name stay words, and so does a post. */
export async function ownerIds({ locals: { services, actor } }: RequestEvent, number: string) {
  const found = await services.desk.listColleagues(actor, { number }).catch(() => []);
  return (owner: string): { readonly ownerId?: string } => {
    const meant = found.filter(({ name }) => name === owner);
    return meant.length === 1 ? { ownerId: meant[0]!.personId } : {};
  };
}
