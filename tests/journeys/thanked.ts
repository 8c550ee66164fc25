import type { Actor } from '@otklik/kernel';
import type { Platform } from './support.ts';

/** Numbers of thanks: read by everybody and thanking the person named, and waiting for a moderator. */
export interface Thanked {
  readonly thanked: string;
  readonly thanksWaiting: string;
}

/** Two thanks of one author; the published one is tied to the post whose account `named` signs in with. */
export async function thank(it: Platform, author: Actor, clinic: string): Promise<Thanked> {
  const { namedStaff, thanks } = it.house.faces;
  const moderator = it.actAs('moderator');
  const posts = await namedStaff.listPosts(author, { clinic });
  const { id: postId } = posts.find(({ name }) => name.startsWith('Снегирёва'))!;
  const words = {
    clinic,
    text: 'Спасибо врачу Снегирёвой за внимание.',
    people: ['Снегирёва', 'Девушка у окна'],
  };
  const { number } = await thanks.sendThanks(author, words);
  await thanks.publishThanks(moderator, { number, acknowledged: true });
  const found = await thanks.getThanks(moderator, { number });
  if (found.eye !== 'moderator') throw new Error('not seen as a moderator');
  const personId = found.desk.people.find((one) => one.words === 'Снегирёва')!.id;
  await thanks.settlePerson(moderator, { number, personId, postId });
  const waiting = await thanks.sendThanks(author, words);
  return { thanked: number, thanksWaiting: waiting.number };
}
