import { insertMany } from '@otklik/db';
import { AppError, newSecret, type App, type Tx } from '@otklik/kernel';
import { regionId, type ImportedCase, applyCuts } from '@otklik/cases';
import type { ClinicFacts } from '@otklik/registry';
import { judgeBreach } from '../model/breach.ts';
import { CONFIRM_LINK_LIFE_MS } from '../model/confirm-link.ts';
import { putSketch } from './sketches.ts';
import { happenedOn, localTime, type Facts } from '../model/facts.ts';
import { marksOf } from '../model/similar/marks.ts';
import type { Topic } from '../model/topic.ts';

/** What a simulated author wrote, and what a moderator made of it. */
export interface SimulatedComplaint {
  readonly caseId: string;
  readonly topic: Topic;
  readonly clinic: ClinicFacts;
  readonly facts: Facts;
  readonly story: string;
  readonly private: string | null;
  /** The story with a moderator's cuts in double brackets; null while it is not published. */
  readonly marked: string | null;
  /** When it was published; null while it is not. */
  readonly publishedAt: Date | null;
  readonly sentAt: Date;
  /** Compared with other filings, as those of living authors are. */
  readonly sketched?: true;
  /** Sent with an address alone: a link had to confirm it. */
  readonly byAddress: boolean;
}

/**
 * Writes the complaints of cases that `importCases` has written in the same transaction: breach, day
 * and cuts by the same rules as a living author's and moderator's, texts sealed under the case's key.
 *
 * @param cases what `importCases` answered, in the same order
 * @throws AppError forbidden outside demo mode; invalid-input for broken marks
 */
export async function importComplaints(
  app: App,
  tx: Tx,
  complaints: readonly SimulatedComplaint[],
  cases: readonly ImportedCase[],
): Promise<void> {
  if (!app.settings.demo) throw new AppError('forbidden', { reason: 'not-in-demo-mode' });
  const rows = [];
  for (const [at, complaint] of complaints.entries())
    rows.push(await complaintRow(app, tx, complaint, cases[at]!.dataKeyId));
  await insertMany(tx, 'complaints', rows);
  for (const { caseId, story, sketched } of complaints)
    if (sketched) await putSketch(app, tx, caseId, story);
}

async function complaintRow(app: App, tx: Tx, complaint: SimulatedComplaint, keyId: string) {
  const { caseId, topic, clinic, facts, story, sentAt, byAddress, marked } = complaint;
  const seal = (column: string, value: string) =>
    tx.vault.seal(keyId, { table: 'complaints', column, row: caseId }, value);
  const rule = `${topic.code}/${topic.version}`;
  return {
    region_id: regionId(tx),
    case_id: caseId,
    topic_code: topic.code,
    topic_version: topic.version,
    object_id: clinic.objects.find((object) => object.kind === topic.objectKind)?.id ?? null,
    happened_on: happenedOn(topic, facts),
    breach: judgeBreach(topic.definition.threshold, facts, localTime(sentAt, clinic.zone), rule),
    facts_sealed: await seal('facts_sealed', JSON.stringify(facts)),
    story_sealed: await seal('story_sealed', story),
    private_sealed: complaint.private ? await seal('private_sealed', complaint.private) : null,
    story_public: marked === null ? null : applyCuts(story, marked),
    likeness: marked === null ? null : marksOf(applyCuts(story, marked)),
    published_on: complaint.publishedAt?.toISOString().slice(0, 10) ?? null,
    confirm_hash: byAddress ? app.ports.keys.hash('confirm', newSecret()) : null,
    confirm_expires_at: byAddress ? new Date(sentAt.getTime() + CONFIRM_LINK_LIFE_MS) : null,
  };
}
