import type { TextPart } from '@otklik/desk';
import { currentLocale, formatter } from '@otklik/i18n';
import { nameOf } from '#lib/clinics/names.ts';
import { inLocale } from '#lib/complaints/words.ts';
import type { Complaint } from './facts-words.ts';
import type { Inside } from './inside/notes.svelte';

type Slot = Extract<TextPart, { slot: string }>['slot'];
type Values = Readonly<Partial<Record<Slot, string>>>;

/** The prepared texts that a form offers, filled as far as the platform knows. */
export interface PreparedTexts {
  readonly list: readonly { readonly id: string; readonly name: string; readonly text: string }[];
  /** The one that the address names: for those without script it stands in the form from the beginning. */
  readonly chosen: string | null;
}

/** What the platform knows of a case by itself. A slot without a value stays to be filled by hand. */
export function slotValues(complaint: Complaint, now: Date): Values {
  const view = complaint.case;
  const said = formatter(currentLocale(), view.zone, now);
  const question = view.verdicts.findLast((verdict) => verdict.unanswered)?.unanswered;
  return {
    number: view.number,
    clinic: nameOf(complaint.clinic),
    topic: inLocale(view.subject),
    today: said.date(now),
    ...(view.next?.dueAt ? { deadline: said.until(view.next.dueAt) } : {}),
    ...(view.publishedAt ? { published: said.date(view.publishedAt) } : {}),
    ...(question ? { question } : {}),
  };
}

const filled = (parts: readonly TextPart[], values: Values): string =>
  parts
    .map((part) => ('words' in part ? part.words : (values[part.slot] ?? `{${part.slot}}`)))
    .join('');

/** The prepared texts of one kind for this case. */
export function preparedTexts(
  inside: Inside,
  kind: Inside['templates'][number]['kind'],
  values: Values,
): PreparedTexts {
  const list = inside.templates
    .filter((one) => one.kind === kind)
    .map(({ templateId, name, parts }) => ({ id: templateId, name, text: filled(parts, values) }));
  return { list, chosen: list.find(({ id }) => id === inside.template)?.text ?? null };
}
