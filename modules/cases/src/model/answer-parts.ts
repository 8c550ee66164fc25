import { z } from 'zod';

/** The parts of an answer, in the order in which they are read. */
export const PART_NAMES = ['found', 'done', 'change', 'contact'] as const;
export type PartName = (typeof PART_NAMES)[number];

const words = (max: number) =>
  z
    .string()
    .transform((value) => value.replace(/\r\n?/g, '\n').trim())
    .pipe(z.string().max(max));

/** At most so many questions of an author are answered one by one. */
export const QUESTIONS_MAX = 10;

/** Each part may be missing; what is there stands under a heading of its own. */
export const answerParts = z.strictObject({
  /** What stands before the parts, without a heading. */
  lead: words(8000).optional(),
  /** The author's questions, each with its answer. */
  questions: z
    .array(
      z.strictObject({
        question: words(500).pipe(z.string().min(3)),
        answer: words(2000).pipe(z.string().min(1)),
      }),
    )
    .max(QUESTIONS_MAX)
    .default([]),
  found: words(4000).optional(),
  done: words(4000).optional(),
  /** What will change and when. */
  change: words(4000).optional(),
  /** Whom to ask. */
  contact: words(1000).optional(),
});
export type AnswerParts = z.output<typeof answerParts>;

/** Whether anything stands in the parts. */
export const hasParts = (parts: AnswerParts | null | undefined): parts is AnswerParts =>
  Boolean(parts && (parts.questions.length > 0 || PART_NAMES.some((name) => parts[name])));

/**
 * The parts as one text, for letters, searches and whoever reads the answer as a whole. Without headings:
 * those are in the reader's language and stand with the parts.
 */
export const composed = (parts: AnswerParts): string =>
  [
    parts.lead,
    ...parts.questions.map(({ question, answer }) => `${question}\n${answer}`),
    ...PART_NAMES.map((name) => parts[name]),
  ]
    .filter(Boolean)
    .join('\n\n');
