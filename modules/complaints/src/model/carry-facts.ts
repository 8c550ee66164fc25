import type { Facts, FactValue } from './facts.ts';
import type { Threshold, TopicField } from './topic.ts';

/** The same question in both topics: its code and the kind of its answer. */
const sameIn = (fields: readonly TopicField[], { code, datatype }: TopicField) =>
  fields.some((field) => field.code === code && field.datatype === datatype);

const isOption = ({ values }: TopicField, value: FactValue): boolean =>
  !values || [value].flat().every((chosen) => values.some(({ key }) => key === chosen));

/**
 * Of the answers to one topic's questions, those that answer another topic's too; the rest was answered to
 * something else, and says nothing there.
 */
export const carryFacts = (
  facts: Facts,
  asked: readonly TopicField[],
  fields: readonly TopicField[],
): Facts =>
  Object.fromEntries(
    fields.flatMap((field) => {
      const value = facts[field.code];
      const carries = value !== undefined && sameIn(asked, field) && isOption(field, value);
      return carries ? [[field.code, value]] : [];
    }),
  );

/**
 * Whether everything that a limit compares was asked: a question that was never put is not one left
 * unanswered, so no breach follows from its silence.
 */
export function wereAsked(
  threshold: Threshold | null,
  asked: readonly TopicField[],
  fields: readonly TopicField[],
): boolean {
  if (!threshold) return false;
  const named = [threshold.from, threshold.norm_by, ...(threshold.to ?? [])];
  return named
    .filter((code) => code && code !== 'sent_at')
    .every((code) => fields.some((field) => field.code === code && sameIn(asked, field)));
}
