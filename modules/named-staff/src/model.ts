import type { CaseRow, State } from '@otklik/cases';
import { surnamesIn } from '@otklik/personal-data';

/** Within how many working days an explanation is expected where the region has set nothing else. */
export const EXPLANATION_WORKING_DAYS = 2;
/** What the person named may say before an answer stands: the explanation and two additions. */
export const EXPLANATIONS_MAX = 3;
/** How many people an author may name in one message. */
export const PROPOSALS_MAX = 5;
/** How many people of one message a moderator may decide about: those proposed and those only the text tells of. */
export const PEOPLE_MAX = 10;

/** Where nobody of the clinic answers any more. */
export const ELSEWHERE: readonly State[] = ['withdrawn', 'rejected', 'lapsed', 'redirected'];
/** While the clinic has not been heard in public, the person named may be. */
const OPEN: readonly State[] = ['in-work', 'waiting-author', 'planned', 'answer-draft'];

type Facts = Pick<CaseRow, 'published_at' | 'state' | 'clinic_id' | 'erased_at'>;

/** Whether the message is with the clinic where the named person works. */
export const isWithClinic = (row: Facts, clinicId: string | null): boolean =>
  row.published_at !== null &&
  row.erased_at === null &&
  row.clinic_id === clinicId &&
  !ELSEWHERE.includes(row.state);

/** Whether an explanation can still be read before the clinic's answer is. */
export const mayStillExplain = (row: Pick<CaseRow, 'state'>): boolean => OPEN.includes(row.state);

/** Surnames to look for in words that go public. */
export const surnamesOf = (
  typed: readonly string[],
  lastNames: readonly (string | null | undefined)[],
): string[] => [
  ...new Set([
    ...lastNames.filter((name) => typeof name === 'string'),
    ...typed.flatMap((words) => surnamesIn(words)),
  ]),
];

/** How many people of a message are known of: proposed by the author or decided about. */
export const peopleCount = (proposals: number, links: readonly { readonly person: number }[]) =>
  Math.max(proposals, ...links.map(({ person }) => person), 0);
