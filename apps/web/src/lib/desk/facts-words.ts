import { factWords, labelOf } from '#lib/complaints/facts.ts';
import type { WebServices } from '#lib/server/services.ts';

export type Complaint = Awaited<ReturnType<WebServices['complaints']['getComplaint']>>;

/** What the author answered to the topic's own questions. */
export const factRows = ({ topic, facts }: Complaint, now: Date) =>
  topic.fields
    .map((field) => ({ key: labelOf(field), lines: facts ? factWords(field, facts, now) : [] }))
    .filter(({ lines }) => lines.length > 0);
