import type { PostView } from '@otklik/named-staff';
import { inLocale } from './words.ts';

/** How a worker stands in the list of a form: who and as what. */
export const postLabel = (post: PostView): string => `${post.name}, ${inLocale(post)}`;

/** What was typed, with the post when it was picked from the list; two of one name stay words. */
export function namedFrom(words: string, posts: readonly PostView[]) {
  const found = posts.filter((post) => postLabel(post) === words);
  return { words, ...(found.length === 1 ? { postId: found[0]!.id } : {}) };
}
