import { readFormOf } from './form-body.ts';

/** A form that was refused with a page of its own, so that nobody types it twice. */
export interface KeptForm {
  /** Where it goes when it is sent again; null when not all of it arrived. */
  readonly action: string | null;
  /** In their order; what a person wrote is shown, the rest only goes along. */
  readonly fields: readonly {
    readonly name: string;
    readonly value: string;
    readonly is_words: boolean;
  }[];
}

// Long enough to be missed, and more than one word: codes, numbers and keys are nothing to show.
const isWords = (value: string): boolean => value.trim().length >= 12 && /\s/.test(value.trim());

/** What a refused form held; null when nobody had written anything in it, or it brought files. */
export function keptForm(request: Request, url: URL): KeptForm | null {
  const found = request.method === 'POST' ? readFormOf(request) : undefined;
  if (!found) return null;
  const fields: { name: string; value: string; is_words: boolean }[] = [];
  let has_files = false;
  for (const [name, value] of found.form)
    if (typeof value === 'string') fields.push({ name, value, is_words: isWords(value) });
    else has_files ||= value.size > 0;
  if (!fields.some(({ is_words }) => is_words)) return null;
  const is_whole = !found.is_cut && !has_files;
  return { action: is_whole ? url.pathname + url.search : null, fields };
}
