import { textIn } from './form-body.ts';

/** What a form with words may weigh; longer ones are refused for their length anyway. */
const WORDS_MAX = 16_000;

/**
 * Whether what somebody has typed sounds like danger and the numbers to call were not shown yet: they come
 * before anything is kept, and the form is sent by a second press.
 */
export async function soundsUnsafe(
  { services, actor }: App.Locals,
  form: FormData,
  ...words: readonly (string | undefined)[]
): Promise<boolean> {
  const story = words.filter(Boolean).join('\n').slice(0, WORDS_MAX);
  if (story === '' || textIn(form, 'danger_seen') === 'yes') return false;
  return (await services.complaints.checkComplaint(actor, { story })).danger;
}

/** What a form answers then: everything typed stands there again, beside the numbers. */
export const unsafe = <Typed>(typed: Typed) => ({
  problems: [] as readonly { field?: string; text: string }[],
  typed,
  danger: true as const,
});
