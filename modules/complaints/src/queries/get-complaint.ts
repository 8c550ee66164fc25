import { defineQuery, type Context, type Tx } from '@otklik/kernel';
import {
  audienceOf,
  bodiesFor,
  isStub,
  readCase,
  viewCase,
  type Audience,
  type CaseRow,
  type CaseView,
  type Move,
  dangerIn,
  personalIn,
} from '@otklik/cases';
import { surnamesToCut } from '@otklik/named-staff';
import { clinicById, districtName } from '@otklik/registry';
import type { z } from 'zod';
import { mayDecideAppeals } from '../appeal-steps.ts';
import { appealFor } from '../appeal-view.ts';
import { complaintView, type Words } from '../complaint-view.ts';
import { freeWords, type Facts } from '../model/facts.ts';
import { askedTopic } from '../retopic.ts';
import { complaintTarget as input } from '../schema.ts';
import { complaintOf, type ComplaintRow } from '../store/complaints.ts';
import { topicVersion } from '../store/topics.ts';
import { takenFrom } from '../taken.ts';

const unsealer = (tx: Tx, row: CaseRow) => (column: string, sealed: string | null) =>
  sealed
    ? tx.vault.open(row.data_key_id, { table: 'complaints', column, row: row.id }, sealed)
    : null;

/** What the author wrote, as far as this reader may see it. */
export async function wordsFor(
  tx: Tx,
  row: CaseRow,
  complaint: ComplaintRow,
  audience: Audience,
): Promise<Words> {
  const open = unsealer(tx, row);
  const inside = audience === 'author' || audience === 'staff';
  const facts = audience === 'public' ? null : await open('facts_sealed', complaint.facts_sealed);
  return {
    story: isStub(row) && !inside ? null : complaint.story_public,
    original: inside ? await open('story_sealed', complaint.story_sealed) : null,
    private: audience === 'public' ? null : await open('private_sealed', complaint.private_sealed),
    facts: facts ? (JSON.parse(facts) as Facts) : null,
  };
}

/** Moves by which a clinic's proposal becomes public. */
const LETTING_OUT: readonly Move[] = [
  'ask-author',
  'accept-interim',
  'accept-extension',
  'extend-again',
];
const SENDING: readonly Move[] = ['redirect', 'redirect-unpublished', 'propose-not-ours'];

/** What the clinic changed in its answer and nobody has let out yet. */
const changeThatWaits = ({ answers }: CaseView): string =>
  answers.flatMap(({ changes }) => changes).find(({ state }) => state === 'waiting')?.text ?? '';

/** One complaint as this reader may see it. Hidden and unknown answer alike: not-found. */
export const getComplaint = defineQuery({
  name: 'complaints.get-complaint',
  input,
  async policy({ tx, actor, input: { number } }: Context<z.output<typeof input>>) {
    const row = await readCase(tx, { number });
    return { row, audience: audienceOf(actor, row) };
  },
  async handle({ tx, actor, subject: { row, audience } }) {
    const [complaint, clinic, view] = await Promise.all([
      complaintOf(tx, row.id),
      clinicById(tx, row.clinic_id),
      viewCase(tx, actor, row),
    ]);
    const topic = await topicVersion(tx, complaint.topic_code, complaint.topic_version);
    const words = await wordsFor(tx, row, complaint, audience);
    const checks = view.can.includes('publish') || view.can.includes('publish-answer');
    const letsOut = view.can.some((move) => LETTING_OUT.includes(move));
    const waiting = view.proposals.findLast(
      (one) => one.state === 'open' && one.kind !== 'not-ours',
    );
    const change = audience === 'staff' ? changeThatWaits(view) : '';
    const surnames = checks || letsOut || change ? await surnamesToCut(tx, row) : [];
    return {
      ...complaintView(
        view,
        clinic,
        topic,
        {
          happenedOn: complaint.happened_on,
          breach: complaint.breach,
          objectId: complaint.object_id,
          district: await districtName(tx, clinic),
          // The answers stand under the questions that were asked.
          asked: (await askedTopic(tx, complaint)).definition.fields,
        },
        words,
      ),
      /** Where it may be sent, for whoever decides that. */
      bodies:
        view.can.some((move) => SENDING.includes(move)) || mayDecideAppeals(actor, row)
          ? await bodiesFor(tx, row)
          : [],
      /** Words that sound like danger, for the staff. */
      dangerWords:
        audience === 'staff'
          ? dangerIn(words.original, words.private, ...freeWords(words.facts ?? undefined))
          : [],
      takeDowns: await takenFrom(tx, row.id),
      appeal: await appealFor(tx, actor, row, audience),
      /** What a moderator had better look at: proposals for cuts, in the words that wait for a decision. */
      personal: {
        story: view.can.includes('publish') ? personalIn(words.original ?? '', surnames) : [],
        answer: view.can.includes('publish-answer')
          ? personalIn(view.answers.at(-1)?.text ?? '', surnames)
          : [],
        /** In what the clinic changed in its published answer. */
        change: personalIn(change, surnames),
        /** In a question, an interim answer or a later date that waits. */
        proposal: letsOut ? personalIn(waiting?.text ?? '', surnames) : [],
        /** In the name of who is to keep what it promises. */
        proposalOwner: letsOut ? personalIn(waiting?.owner ?? '', surnames) : [],
        /** In what an answer promises, row by row. */
        promises: view.can.includes('publish-answer')
          ? (view.answers.at(-1)?.promises ?? []).map(({ what, owner }) => ({
              what: personalIn(what, surnames),
              owner: personalIn(owner, surnames),
            }))
          : [],
      },
    };
  },
  // The clinic and the staff see what the public does not: each look leaves a trace.
  audit: ({ subject: { row, audience } }) =>
    audience === 'clinic' || audience === 'staff' ? { object: row.id } : null,
});
