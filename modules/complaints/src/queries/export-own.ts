import { defineQuery, type Actor, type Tx } from '@otklik/kernel';
import { entriesOfCase, photosOf, supportedCases, viewCase, type CaseRow } from '@otklik/cases';
import { namedInWords } from '@otklik/named-staff';
import { addressOf, lettersOf } from '@otklik/notices';
import { clinicById } from '@otklik/registry';
import { ownSafeguards } from '@otklik/safeguards';
import { wordsFor } from './get-complaint.ts';
import { ownCases } from '../own-cases.ts';
import { exportOwn as input } from '../schema-own.ts';
import { complaintOf } from '../store/complaints.ts';
import { allLooksInto } from '../who-looked.ts';

const LETTERS_MAX = 5000;

async function exported(tx: Tx, actor: Actor, row: CaseRow) {
  const complaint = await complaintOf(tx, row.id);
  const clinic = await clinicById(tx, row.clinic_id);
  const view = await viewCase(tx, actor, row);
  const photos = await photosOf(tx, { caseId: row.id });
  return {
    number: row.number,
    path: row.path,
    topic: view.subject,
    clinic: { code: clinic.code, name: clinic.nameRu },
    state: view.state,
    openedAt: view.openedAt,
    publishedAt: view.publishedAt,
    happenedOn: complaint.happened_on,
    breach: complaint.breach,
    words: await wordsFor(tx, row, complaint, view.audience),
    /** Whom the author named, as typed; what became of it is not theirs. */
    named: await namedInWords(tx, row),
    ...(await ownSafeguards(tx, row)),
    steps: view.steps,
    clocks: view.clocks,
    answers: view.answers,
    proposals: view.proposals,
    verdicts: view.verdicts,
    entries: await entriesOfCase(tx, row.id),
    photos: photos
      .filter((photo) => photo.side === 'author' || photo.state === 'published')
      .map((photo) => ({ id: photo.id, side: photo.side })),
  };
}

/** Every «me too» of whoever asks: as a person, and with the receipt of a case of theirs. */
async function supportsOf(tx: Tx, contactId: string | null, rows: readonly CaseRow[]) {
  const supports = contactId
    ? await supportedCases(tx, { person_id: contactId, receipt_case_id: null })
    : [];
  for (const { id } of rows)
    supports.push(...(await supportedCases(tx, { person_id: null, receipt_case_id: id })));
  return supports;
}

/**
 * Everything that is kept of whoever asks: cases with texts, answers, verdicts and steps, the address, the
 * letters sent, who looked. Made while they wait; no copy of it stays anywhere.
 */
export const exportOwn = defineQuery({
  name: 'complaints.export-own',
  input,
  stepUp: true,
  limits: [{ per: 'principal', count_max: 5, window_s: 3600 }],
  policy: ({ tx, actor }) => ownCases(tx, actor),
  async handle({ tx, actor, subject: rows }) {
    const cases = [];
    for (const row of rows) cases.push(await exported(tx, actor, row));
    const contactId = actor.kind === 'person' ? actor.personId : null;
    return {
      madeAt: tx.now,
      address: contactId && (await addressOf(tx, contactId)),
      cases,
      supports: await supportsOf(tx, contactId, rows),
      letters: contactId ? await lettersOf(tx, contactId, LETTERS_MAX) : [],
      looks: await allLooksInto(tx, rows),
    };
  },
  audit: ({ subject: rows }) => ({
    object: rows.length === 1 ? rows[0]!.id : '',
    after: 'exported',
  }),
});
