import type { ClinicFacts, ClinicObject } from '@otklik/registry';
import type { z } from 'zod';
import { fileComplaint, type draftContent } from '../schema.ts';
import { factsSchema, type Facts } from './facts.ts';
import type { Topic } from './topic.ts';

/** What is wrong with one answer of the form: where and why, as codes. */
export interface FormIssue {
  /** `story`, `email`, `facts.appointed_at` … */
  readonly path: string;
  readonly code: string;
  readonly minimum?: number;
  readonly maximum?: number;
}

type Content = z.output<typeof draftContent>;

const issueOf = (issue: z.core.$ZodIssue, prefix = ''): FormIssue => ({
  path: prefix + issue.path.join('.'),
  code: issue.code === 'custom' ? issue.message : issue.code,
  ...('minimum' in issue ? { minimum: Number(issue.minimum) } : {}),
  ...('maximum' in issue ? { maximum: Number(issue.maximum) } : {}),
});

const withoutGaps = (facts: Record<string, unknown>): Facts =>
  Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined)) as Facts;

/** The topic's own questions, judged; the facts are empty where an issue stands against them. */
export function judgeFacts(
  topic: Topic,
  facts: unknown,
  nowLocal: string,
): { readonly facts: Facts; readonly issues: readonly FormIssue[] } {
  const parsed = factsSchema(topic, nowLocal).safeParse(facts);
  if (parsed.success) return { facts: withoutGaps(parsed.data), issues: [] };
  return { facts: {}, issues: parsed.error.issues.map((issue) => issueOf(issue, 'facts.')) };
}

/** What the form takes as words, so that a story or an answer to a question is evidence already. */
const SAID = ['text', 'number', 'time'];

/**
 * Whether a topic's required evidence is there: where only a picture proves it, at least one photo.
 * @returns the issue, or nothing
 */
export function judgeEvidence({ definition }: Topic, photos: number): FormIssue[] {
  const { required, kinds } = definition.evidence;
  const isShown = photos > 0 || kinds.some((kind) => SAID.includes(kind));
  return required && !isShown ? [{ path: 'photos', code: 'evidence-required' }] : [];
}

/** Everything that would keep a half-filled form from being sent, but for the topic's own questions. */
export function judgeContent(content: Content, needsEmail: boolean): FormIssue[] {
  const parsed = fileComplaint.safeParse(content);
  const issues = parsed.success ? [] : parsed.error.issues.map((issue) => issueOf(issue));
  if (needsEmail && !content.email && content.receiptOnly !== true)
    issues.push({ path: 'email', code: 'required' });
  return issues;
}

/** The clinic's objects that a topic may be about. */
export const objectsFor = (
  clinic: Pick<ClinicFacts, 'objects'>,
  topic: Pick<Topic, 'objectKind'>,
): readonly ClinicObject[] => clinic.objects.filter(({ kind }) => kind === topic.objectKind);

/**
 * Which object a message is about: the only one of its kind, or the one that was chosen; where there are
 * several somebody has to say which, or that they cannot tell.
 */
export function judgeObject(
  clinic: Pick<ClinicFacts, 'objects'>,
  topic: Pick<Topic, 'objectKind'>,
  chosen: string | undefined,
): { readonly id: string | null; readonly issues: readonly FormIssue[] } {
  const found = objectsFor(clinic, topic);
  if (found.length <= 1) return { id: found[0]?.id ?? null, issues: [] };
  if (chosen === undefined) return { id: null, issues: [{ path: 'object', code: 'required' }] };
  if (chosen === 'unsure') return { id: null, issues: [] };
  return found.some(({ id }) => id === chosen)
    ? { id: chosen, issues: [] }
    : { id: null, issues: [{ path: 'object', code: 'required' }] };
}
