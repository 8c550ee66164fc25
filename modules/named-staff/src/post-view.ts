import type { Post } from '@otklik/registry';

/** A post as people choose it: who and as what. */
export interface PostView {
  readonly id: string;
  readonly name: string;
  readonly ru: string;
  readonly en: string;
}

export const postView = (post: Post): PostView => ({
  id: post.id,
  name: post.fullName,
  ru: post.titleRu,
  en: post.titleEn,
});
