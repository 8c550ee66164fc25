import type { AnswerParts, PartName } from '@otklik/cases';

/** The parts of an answer as boxes of a form. */
export const PART_BOXES = ['found', 'done', 'change', 'contact'] as const satisfies PartName[];
/** How many questions a form has boxes for. */
export const QUESTION_BOXES = 3;

export const questionBox = (row: number): string => `question.${row}`;
export const replyBox = (row: number): string => `reply.${row}`;
export const partBox = (name: PartName): string => `part.${name}`;

/** Every box, so that a refused form keeps what was typed. */
export const PART_FIELDS: readonly string[] = [
  ...PART_BOXES.map(partBox),
  ...Array.from({ length: QUESTION_BOXES }, (_, row) => [questionBox(row), replyBox(row)]).flat(),
];

/** What stands in the boxes of parts that were kept. */
export const partBoxes = (parts: AnswerParts): Record<string, string> => ({
  text: parts.lead ?? '',
  ...Object.fromEntries(PART_BOXES.map((name) => [partBox(name), parts[name] ?? ''])),
  ...Object.fromEntries(
    parts.questions.flatMap(({ question, answer }, row) => [
      [questionBox(row), question],
      [replyBox(row), answer],
    ]),
  ),
});

type Values = Readonly<Record<string, string | undefined>>;

/** The parts as the verb takes them; none where every box is empty. */
export function partsIn(values: Values) {
  const said = (name: string) => (values[name] ?? '').trim();
  const questions = Array.from({ length: QUESTION_BOXES }, (_, row) => ({
    question: said(questionBox(row)),
    answer: said(replyBox(row)),
  })).filter(({ question, answer }) => question || answer);
  const parts = Object.fromEntries(
    PART_BOXES.flatMap((name) => (said(partBox(name)) ? [[name, said(partBox(name))]] : [])),
  );
  const is_empty = questions.length === 0 && Object.keys(parts).length === 0;
  return is_empty ? {} : { parts: { questions, ...parts } };
}

/** Questions whose answer is missing, and answers to no question. */
export const halfQuestions = (values: Values): { row: number; missing: 'question' | 'answer' }[] =>
  Array.from({ length: QUESTION_BOXES }, (_, row) => {
    const asked = (values[questionBox(row)] ?? '').trim();
    const replied = (values[replyBox(row)] ?? '').trim();
    if (Boolean(asked) === Boolean(replied)) return [];
    return [{ row, missing: asked ? ('answer' as const) : ('question' as const) }];
  }).flat();
