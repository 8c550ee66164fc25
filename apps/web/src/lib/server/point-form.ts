import { isAppError } from '@otklik/kernel';
import type { ViewItem } from '@otklik/survey-forms';
import { fail } from '@sveltejs/kit';
import { nameOf } from '#lib/clinics/names.ts';
import type { FaultAt } from '#lib/surveys/items/problems.ts';
import { noteRefusal } from '#lib/server/told-refusal.ts';

interface Shown {
  readonly place: { readonly nameRu: string; readonly nameEn: string | null };
  readonly view: {
    readonly title: { readonly text: string; readonly lang: string | null } | null;
    readonly items: readonly ViewItem[];
  };
  readonly faults: readonly FaultAt[];
  readonly nonce: string;
}

/** A whole form on one page. */
export const pointPage = ({ place, view, faults, nonce }: Shown) => ({
  place: nameOf(place),
  title: view.title,
  items: view.items,
  faults,
  nonce,
});
export type PointPage = ReturnType<typeof pointPage>;

/** Fields of the page as they came; our own begin with a tilde. */
export function sentAt(form: FormData) {
  const own = (name: string): string => {
    const value = form.get(name);
    return typeof value === 'string' ? value : '';
  };
  const fields = [...form].flatMap(([name, value]) =>
    typeof value === 'string' && !name.startsWith('~') && name !== 'proof' && name !== 'website'
      ? [[name, value] as [string, string]]
      : [],
  );
  return { fields, nonce: own('~nonce'), proof: own('proof') || 'no-script', trap: own('website') };
}

/** What a page says when an answer is not taken for another reason than the answers themselves. */
export function refusedAt(thrown: unknown): 'often' | 'refused' {
  if (!isAppError(thrown)) throw thrown;
  noteRefusal(thrown);
  if (thrown.code === 'too-many-requests') return 'often';
  if (thrown.code === 'invalid-input' || thrown.code.startsWith('proof-of-work')) return 'refused';
  throw thrown;
}

/** The same page again, with what was typed and what is wrong. */
export const againAt = (page: PointPage, because: 'faults' | 'empty' | 'often' | 'refused') =>
  fail(because === 'often' ? 429 : 422, { page, because });
