import type { PostView } from '@otklik/named-staff';
import { inLocale } from './words.ts';

/** How a worker stands in the list of a form: who and as what. */
export const postLabel = (post: PostView): string => `${post.name}, ${inLocale(post)}`;

/** The boxes of the form, one a person. */
export const NAMED_BOXES = ['named', 'named-2', 'named-3', 'named-4', 'named-5'] as const;

/** What was typed, with the post when it was picked from the list; two of one name stay words. */
export function namedFrom(words: string, posts: readonly PostView[]) {
  const found = posts.filter((post) => postLabel(post) === words);
  return { words, ...(found.length === 1 ? { postId: found[0]!.id } : {}) };
}

/** Who was named, as a message of problems knows their boxes: `named.0.words` is told at the first. */
export const boxesOf = (
  label: string,
  prefix = '',
): Record<string, { label: string; field: string }> =>
  Object.fromEntries(
    NAMED_BOXES.map((field, index) => [`${prefix}named.${index}`, { label, field }]),
  );
