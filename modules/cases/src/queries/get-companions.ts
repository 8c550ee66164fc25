import { AppError, defineQuery, type Actor, type Context, type Tx } from '@otklik/kernel';
import type { z } from 'zod';
import { isGone, takesSupports } from '../model/companions.ts';
import { GAP } from '../model/cuts.ts';
import { dangerIn } from '../model/danger.ts';
import { personalIn } from '../model/personal-data.ts';
import { dayOf } from '../model/day.ts';
import { supportTarget as input } from '../schema-companions.ts';
import { readCase, type CaseRow } from '../store/cases.ts';
import { linksOf, membersOf } from '../store/companions.ts';
import {
  notesOf,
  openNote,
  openRemark,
  remarksOf,
  supportOf,
  supportVerdicts,
  verdictCounts,
} from '../store/supports.ts';
import { supporterIn } from '../supporting.ts';
import { verdictWindow } from '../support-window.ts';
import { audienceOf } from '../view.ts';

const NOTES_SHOWN = 50;

/** A case as the page of another may point to it; null for one that this reader may not see. */
function pointerTo(tx: Tx, actor: Actor, row: CaseRow) {
  try {
    audienceOf(actor, row);
  } catch (error) {
    if (error instanceof AppError && error.code === 'not-found') return null;
    throw error;
  }
  return {
    number: row.number,
    path: row.path,
    state: row.state === 'danger' ? (row.back_state ?? row.state) : row.state,
    openedAt: row.opened_at,
    dueAt: row.due_at,
    late: row.due_at !== null && tx.now > row.due_at,
  };
}

/** The actor's own support: its clock, its note and its verdicts. */
async function ownOf(tx: Tx, actor: Actor, row: CaseRow) {
  const supporter = supporterIn(actor);
  const support = supporter && (await supportOf(tx, row.id, supporter));
  if (!support) return null;
  const verdicts = await supportVerdicts(tx, support.id);
  const window = await verdictWindow(tx, row);
  // Nobody answers a case that its author took back: no clock runs in it.
  const runs = !isGone(row.state);
  return {
    at: support.at,
    dueAt: runs ? support.due_at : null,
    dueDate: runs ? support.due_date : null,
    isGone: !runs,
    /** Nothing was answered yet and the supporter's own term is over. */
    late: runs && window === null && support.due_at !== null && tx.now > support.due_at,
    derivation: support.derivation,
    noteState: support.note_state,
    /** Why it was not let out, and what the moderator said to it. */
    noteReason: support.note_reason,
    noteReply: await openNote(tx, support, 'note_reply_sealed'),
    verdicts: verdicts.map(({ round, verdict, given_at }) => ({
      round,
      verdict,
      givenAt: given_at,
    })),
    canJudge:
      window !== null &&
      (window.until === null || tx.now <= window.until) &&
      !verdicts.some(({ round }) => round === window.round),
    judgeUntil: window?.until ?? null,
  };
}

/** Notes that a moderator has not judged yet, in clear, with what the detectors find; for moderators of the case alone. */
async function waitingNotes(tx: Tx, row: CaseRow) {
  const notes = [];
  for (const support of await notesOf(tx, row.id, 'waiting', NOTES_SHOWN)) {
    const text = await openNote(tx, support);
    notes.push({
      id: support.id,
      at: support.at,
      text,
      personal: personalIn(text ?? ''),
      danger: dangerIn(text),
    });
  }
  return notes;
}

/** Which questions supporters find unanswered: for the clinic, which must answer, and for whoever looks again. */
async function remarksOn(tx: Tx, row: CaseRow) {
  const remarks = [];
  for (const one of await remarksOf(tx, row.id, NOTES_SHOWN))
    remarks.push({
      round: one.round,
      verdict: one.verdict,
      givenOn: dayOf(one.given_at),
      unanswered: await openRemark(tx, one),
    });
  return remarks.filter(({ unanswered }) => unanswered !== null);
}

/** What stands beside a case: its lead or its members, who said «me too», and the reader's own support. */
export const getCompanions = defineQuery({
  name: 'cases.get-companions',
  input,
  async policy({ tx, actor, input: { number } }: Context<z.output<typeof input>>) {
    const row = await readCase(tx, { number });
    return { row, audience: audienceOf(actor, row) };
  },
  async handle({ tx, actor, subject: { row, audience } }) {
    const lead = row.lead_id === null ? null : await readCase(tx, { id: row.lead_id });
    const members = row.members_count > 0 ? await membersOf(tx, row.id) : [];
    const notes = row.supports_count > 0 ? await notesOf(tx, row.id, 'published', NOTES_SHOWN) : [];
    const own = row.supports_count > 0 ? await ownOf(tx, actor, row) : null;
    return {
      lead: lead && pointerTo(tx, actor, lead),
      members: members
        .map((member) => pointerTo(tx, actor, member))
        .filter((member) => member !== null),
      supports: row.supports_count,
      /** The author and everybody who joined, counted apart from cases. */
      people: row.supports_count + 1,
      takesSupports: takesSupports(row.state) && audience === 'public' && own === null,
      own,
      // The day and no more: beside an anonymous supporter's words stands no moment.
      notes: notes.map((note) => ({
        at: dayOf(note.at),
        text: note.note_taken_at && audience === 'public' ? GAP : note.note_public!,
      })),
      verdicts: row.supports_count > 0 ? await verdictCounts(tx, row.id, row.round) : null,
      waitingNotes:
        audience === 'staff' && row.supports_count > 0 ? await waitingNotes(tx, row) : [],
      remarks:
        (audience === 'staff' || audience === 'clinic') && row.supports_count > 0
          ? await remarksOn(tx, row)
          : [],
      links: audience === 'staff' ? await linksOf(tx, row.id) : [],
    };
  },
});
