import type { Schedule } from '@otklik/working-time';
import type { PromiseAct, PromiseState } from './model/promise.ts';
import type { AnswerParts } from './model/answer-parts.ts';
import type { TimeLeft } from './model/time-left.ts';
import type { Derivation, StageTerm } from './model/clocks.ts';
import type { Move, ProposalKind, Role, Stage, State } from './model/moves.ts';
import type { PhotoSide, PublicFacts } from './store/tables.ts';

/** In which quality somebody looks at a case; each sees what the quality needs and no more. */
export type Audience = 'public' | 'author' | 'clinic' | 'staff';

export interface StepView {
  readonly seq: number;
  readonly at: Date;
  readonly move: string;
  readonly to: State;
  readonly role: string;
  /** Said in the author's role by a clerk, who speaks for an author without internet. */
  readonly forAuthor: boolean;
  /** The colleague's address, for the region's staff only; null for others, the author and the system. */
  readonly by: string | null;
  readonly reason: string | null;
  readonly note: string | null;
  readonly facts: PublicFacts | null;
}

export interface ClockView {
  readonly stage: Stage;
  readonly round: number;
  readonly amount: number;
  readonly unit: string;
  /** Where a term in calendar days ends that would end on a day off; null for other units. */
  readonly roll: 'none' | 'next' | 'previous' | null;
  /** The working hours that a term in minutes or hours fills; null round the clock and in days. */
  readonly hours: Schedule | null;
  readonly startedAt: Date;
  readonly stoppedAt: Date | null;
  readonly dueAt: Date | null;
  readonly dueDate: string | null;
  readonly late: boolean;
  /** What is left, or how much too late it is, in the unit of the term; null of a clock that has stopped. */
  readonly left: TimeLeft | null;
  readonly derivation: Derivation;
}

/** One promise: what, who keeps it, until when, and what became of it. */
export interface PromiseView {
  readonly id: string;
  readonly source: 'answer' | 'interim';
  readonly round: number;
  readonly what: string | null;
  readonly owner: string | null;
  /** `YYYY-MM-DD` where the clinic is. */
  readonly until: string;
  readonly dueAt: Date;
  readonly state: PromiseState;
  readonly late: boolean;
  readonly publishedAt: Date;
  readonly doneAt: Date | null;
  readonly askedAt: Date | null;
  readonly judgedAt: Date | null;
  /** What the clinic and the author wrote to it: not for the public. */
  readonly doneNote: string | null;
  readonly judgeNote: string | null;
  /** What the reader may do with it now. */
  readonly can: readonly PromiseAct[];
}

/** A promise that no moderator has let out yet. */
export interface PromiseDraft {
  readonly what: string;
  readonly owner: string;
  readonly until: string;
}

export interface AnswerView {
  readonly id: string;
  readonly round: number;
  readonly state: 'draft' | 'returned' | 'published';
  readonly outcome: string;
  readonly text: string | null;
  /** Its parts, where it has any: shown under headings instead of the text. */
  readonly parts: AnswerParts | null;
  /** As it was handed in, where a moderator cut it: for the clinic and the staff. */
  readonly original: string | null;
  readonly signerName: string;
  readonly signerPost: string;
  /** For whom a deputy signed. */
  readonly signedFor: { readonly name: string; readonly post: string } | null;
  /** What it promises, until it is published; afterwards the promises stand with the case. */
  readonly promises: readonly PromiseDraft[];
  /** Its words promise and no row names a date: a hint for who judges it, before it is published. */
  readonly undated: boolean;
  readonly writtenAt: Date;
  readonly publishedAt: Date | null;
  /** It waits for a moderator's look, because the message it answers was erased. */
  readonly hidden: boolean;
  /** When it was mended after its publication; null when it was not. */
  readonly amendedAt: Date | null;
  /** What was added to it since, the oldest first; the clinic and the staff see what waits or was refused too. */
  readonly changes: readonly AnswerChangeView[];
}

export interface AnswerChangeView {
  readonly id: string;
  readonly kind: 'amendment' | 'addition';
  readonly state: 'waiting' | 'published' | 'refused';
  readonly text: string | null;
  /** As the clinic wrote it, where a moderator cut it: for the clinic and the staff. */
  readonly original: string | null;
  /** The moderator's term: for the clinic and the staff; null for others. */
  readonly clock: ClockView | null;
  readonly reason: string | null;
  readonly at: Date;
}

/** What the clinic proposed: a question, a promise with a date, a later date, another body. */
export interface ProposalView {
  readonly id: string;
  readonly round: number;
  readonly kind: ProposalKind;
  readonly state: 'open' | 'accepted' | 'refused' | 'lapsed';
  readonly text: string | null;
  readonly until: string | null;
  readonly body: string | null;
  readonly reason: string | null;
  /** Who is to keep what is promised: for the clinic and the staff, who let it out. */
  readonly owner: string | null;
  readonly proposedAt: Date;
  /** Who answers for a promise, and for whom; null where nobody signed. */
  readonly signer: {
    readonly name: string;
    readonly post: string;
    readonly forName?: string;
    readonly forPost?: string;
  } | null;
  /** As the clinic wrote it, where a moderator cut it: for the clinic and the staff. */
  readonly original: string | null;
  /** What the author answered to a question: for whom it concerns. */
  readonly reply: string | null;
}

export interface PhotoView {
  readonly id: string;
  readonly side: PhotoSide;
  readonly answerId: string | null;
  /** The promise that it shows to be kept. */
  readonly promiseId: string | null;
  readonly width_px: number;
  readonly height_px: number;
  /** It was painted over, and what it was painted from is still kept: until publication. */
  readonly hasOriginal: boolean;
  /** Everybody may see it. */
  readonly published: boolean;
  /** Marked by a moderator: veiled for everybody until it is opened. */
  readonly disturbing: boolean;
}

export interface CaseView {
  readonly number: string;
  readonly path: string;
  readonly audience: Audience;
  /** As this reader may see it: a case set aside for danger shows the public where it was. */
  readonly state: State;
  readonly stateSince: Date;
  readonly version: number;
  readonly round: number;
  readonly subject: { readonly code: string; readonly ru: string; readonly en: string };
  readonly clinicId: string;
  readonly zone: string;
  readonly demo: boolean;
  readonly openedAt: Date;
  readonly publishedAt: Date | null;
  /** Until when its author may take it back without a trace; null for everybody else and afterwards. */
  readonly retractUntil: Date | null;
  /** When its author had the words erased. */
  readonly erasedAt: Date | null;
  /** The step that runs: who owes it, until when, and whether that has passed. */
  readonly next: {
    readonly role: Role;
    readonly stage: Stage | null;
    readonly dueAt: Date | null;
    readonly dueDate: string | null;
    readonly late: boolean;
    /** As of the clock that runs. */
    readonly left: TimeLeft | null;
    readonly missingYear: number | null;
  } | null;
  readonly steps: readonly StepView[];
  /** How long each step may take, as it was set when the case opened. */
  readonly terms: Readonly<Record<Stage, StageTerm>>;
  readonly clocks: readonly ClockView[];
  readonly answers: readonly AnswerView[];
  readonly proposals: readonly ProposalView[];
  readonly promises: readonly PromiseView[];
  /** How many pauses the case has had, of two. */
  readonly pauses: number;
  /** Whether a dispute would be checked by a controller: told to the author before it is sent. */
  readonly disputeIsChecked: boolean;
  readonly verdicts: readonly {
    round: number;
    verdict: string;
    givenAt: Date;
    unanswered: string | null;
    /** What is still wrong, apart from the answer. */
    stillWrong: string | null;
  }[];
  readonly photos: readonly PhotoView[];
  /** What the reader may do now. */
  readonly can: readonly Move[];
}
