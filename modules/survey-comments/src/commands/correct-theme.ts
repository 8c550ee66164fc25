import { defineCommand } from '@otklik/kernel';
import { mayModerate } from '../policy.ts';
import { correctTheme as input } from '../schema.ts';
import { correctTheme as put } from '../store/themes.ts';

/** A moderator puts a theme on a comment or strikes one out. The rules learn nothing from it. */
export const correctTheme = defineCommand({
  name: 'survey-comments.correct-theme',
  input,
  policy: mayModerate,
  async handle({ tx, subject: { row }, input: { aspect, side, isThere } }) {
    await put(tx, row.id, { aspect, side }, isThere);
    return { id: row.id };
  },
  audit: ({ subject: { row }, input: { aspect, side, isThere } }) => ({
    object: row.id,
    after: `${isThere ? 'put' : 'struck'}:${aspect}:${side}`,
  }),
});
