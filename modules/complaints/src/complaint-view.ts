import type { CaseView } from '@otklik/cases';
import type { ClinicFacts } from '@otklik/registry';
import type { Breach } from './model/breach.ts';
import type { Facts } from './model/facts.ts';
import type { Topic } from './model/topic.ts';

/** What the author wrote, as far as a reader may see it. */
export interface Words {
  /** The public story; null until a moderator has published it, and once its author took it back. */
  readonly story: string | null;
  /** The story as it was sent: for the author and the moderator. */
  readonly original: string | null;
  /** The second box: for the clinic, never for the public. */
  readonly private: string | null;
  readonly facts: Facts | null;
}

/** A complaint's page as data: the same shape for one that is there and for one that is not sent yet. */
export const complaintView = (
  view: CaseView,
  clinic: ClinicFacts,
  topic: Topic,
  {
    objectId,
    district,
    asked = topic.definition.fields,
    ...about
  }: {
    readonly happenedOn: string | null;
    readonly breach: Breach | null;
    /** Which of the clinic's objects; null where that is not known. */
    readonly objectId: string | null;
    /** The clinic's district, by name. */
    readonly district: { readonly ru: string; readonly en: string } | null;
    /** The questions that the author answered, where they were another topic's. */
    readonly asked?: Topic['definition']['fields'];
  },
  words: Words,
) => ({
  case: view,
  clinic,
  /** Where it happened, as the public reads it: at the clinic, or, of a visit to somebody's home, the district alone. */
  place: topic.definition.place === 'district' ? ('district' as const) : ('clinic' as const),
  district,
  object: clinic.objects.find(({ id }) => id === objectId) ?? null,
  topic: {
    code: topic.code,
    ru: topic.shortRu,
    en: topic.shortEn,
    wordingRu: topic.wordingRu,
    wordingEn: topic.wordingEn,
    fields: asked,
  },
  ...about,
  ...words,
});
