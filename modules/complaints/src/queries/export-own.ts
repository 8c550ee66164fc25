import { defineQuery, type Actor, type Tx } from '@otklik/kernel';
import { entriesOfCase, photosOf, supportedCases, viewCase, type CaseRow } from '@otklik/cases';
import { namedInWords } from '@otklik/named-staff';
import { addressOf, lettersOf } from '@otklik/notices';
import { clinicById } from '@otklik/registry';
import { ownSafeguards } from '@otklik/safeguards';
import { ownProposals } from '@otklik/crowd';
import { ownThanks } from '@otklik/thanks';
import { loneHome } from '../appeal-home.ts';
import { appealFor, viewAppeal } from '../appeal-view.ts';
import { wordsFor } from './get-complaint.ts';
import { ownCases, ownLone } from '../own-cases.ts';
import { exportOwn as input } from '../schema-own.ts';
import type { AppealRow } from '../store/appeals.ts';
import { complaintOf } from '../store/complaints.ts';
import { representationOf } from '../store/representation.ts';
import { wishesOf } from '../store/wishes.ts';
import { allLooksInto } from '../who-looked.ts';

const LETTERS_MAX = 5000;

const withoutRights = <Found extends { may: boolean; version: number }>(found: Found) => {
  const { may: _, version: __, ...appeal } = found;
  return appeal;
};

async function ownAppeal(tx: Tx, actor: Actor, row: CaseRow) {
  const found = await appealFor(tx, actor, row, 'author');
  return found && withoutRights(found);
}

async function ownLoneAppeals(tx: Tx, lone: readonly AppealRow[]) {
  const views = [];
  for (const appeal of lone) {
    const row = loneHome(tx, appeal);
    const view = await viewAppeal(tx, row, appeal, { may: false, reads: true });
    const subject = { ru: row.subject_ru, en: row.subject_en };
    views.push({ number: row.number, path: row.path, subject, ...withoutRights(view) });
  }
  return views;
}

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
    /** Whom the author named, each as typed; what became of it is not theirs. */
    named: await namedInWords(tx, row),
    /** For whom it was filed; null for oneself. */
    forWhom: (await representationOf(tx, row.id)) ?? null,
    ...(await ownSafeguards(tx, row)),
    steps: view.steps,
    clocks: view.clocks,
    answers: view.answers,
    proposals: view.proposals,
    /** What was promised, and what the author said of it. */
    promises: view.promises.map(({ can: _, ...promise }) => promise),
    /** The appeal under the law that was filed beside it. */
    appeal: await ownAppeal(tx, actor, row),
    verdicts: view.verdicts,
    entries: await entriesOfCase(tx, row.id),
    photos: photos
      .filter(({ side, state }) => side === 'author' || side === 'dispute' || state === 'published')
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
 * Everything that is kept of whoever asks: cases with texts, answers, promises, appeals, verdicts and
 * steps, supports, wishes, the address, the letters sent, who looked. Made while they wait; no copy of it stays anywhere.
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
    const lone = await ownLone(tx, actor);
    const contactId = actor.kind === 'person' ? actor.personId : null;
    return {
      madeAt: tx.now,
      address: contactId && (await addressOf(tx, contactId)),
      cases,
      supports: await supportsOf(tx, contactId, rows),
      /** Appeals under the law that were filed by themselves. */
      appeals: await ownLoneAppeals(tx, lone),
      /** What fitted no topic, or was about a clinic that was not in the list. */
      wishes: contactId ? await wishesOf(tx, contactId) : [],
      thanks: contactId ? await ownThanks(tx, contactId) : [],
      proposals: contactId ? await ownProposals(tx, contactId) : [],
      letters: contactId ? await lettersOf(tx, contactId, LETTERS_MAX) : [],
      looks: await allLooksInto(tx, [...rows, ...lone.map((one) => loneHome(tx, one))]),
    };
  },
  audit: ({ subject: rows }) => ({
    object: rows.length === 1 ? rows[0]!.id : '',
    after: 'exported',
  }),
});
