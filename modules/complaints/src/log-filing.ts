import { randomBytes } from 'node:crypto';
import { appendFiling, type Filing } from '@otklik/act-log';
import { photosOf, readCase, regionId, type CaseRow } from '@otklik/cases';
import { digestOf, type Tx } from '@otklik/kernel';
import { complaintOf } from './store/complaints.ts';
import { insertCaseFiling } from './store/filings.ts';

const SALT_bytes = 16;

const unseal = (tx: Tx, row: CaseRow, column: string, sealed: string | null) =>
  sealed
    ? tx.vault.open(row.data_key_id, { table: 'complaints', column, row: row.id }, sealed)
    : null;

/** What was sent, as its hash covers it; `docs/explanation/proof-of-filing.md` says it to people. */
async function contentOf(tx: Tx, row: CaseRow) {
  const complaint = await complaintOf(tx, row.id);
  const photos = await photosOf(tx, { caseId: row.id });
  const facts = await unseal(tx, row, 'facts_sealed', complaint.facts_sealed);
  return {
    clinic: row.clinic_id,
    topic: complaint.topic_code,
    story: await unseal(tx, row, 'story_sealed', complaint.story_sealed),
    private: await unseal(tx, row, 'private_sealed', complaint.private_sealed),
    facts: facts ? (JSON.parse(facts) as unknown) : {},
    photos: photos
      .filter(({ side }) => side === 'author')
      .map(({ sha256 }) => sha256)
      .toSorted(),
  };
}

/**
 * Puts a complaint that its author has just confirmed, or mended and sent again, into the log of filings, and keeps what the author's
 * proof needs, sealed under the case's own key: once that is destroyed nobody can say whose hash it was.
 */
export async function logFiling(tx: Tx, caseId: string): Promise<void> {
  const row = await readCase(tx, { id: caseId });
  const now = tx.now.toISOString();
  const filing: Filing = {
    region: regionId(tx),
    number: row.number,
    filed: row.by_receipt ? now.slice(0, 10) : `${now.slice(0, 19)}Z`,
    content_sha256: digestOf(await contentOf(tx, row)),
    salt: randomBytes(SALT_bytes).toString('hex'),
  };
  const entry = await appendFiling(tx, filing);
  await insertCaseFiling(tx, row, filing, entry);
}
