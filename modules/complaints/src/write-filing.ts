import { AppError, newSecret, type Actor, type App, type Tx } from '@otklik/kernel';
import {
  adoptPhotos,
  dangerIn,
  dayOf,
  loadForMove,
  moveCase,
  newReceipt,
  openCase,
  putFlags,
  spelledInLatin,
  type OpenedCase,
} from '@otklik/cases';
import { proposeNamed } from '@otklik/named-staff';
import { sendLetter } from '@otklik/notices';
import type { ClinicFacts } from '@otklik/registry';
import type { z } from 'zod';
import { breachOf } from './breach-of.ts';
import { tellDuty } from './danger-letter.ts';
import { logFiling } from './log-filing.ts';
import { CONFIRM_LINK_LIFE_MS } from './model/confirm-link.ts';
import { happenedOn, wordsOf, type Facts } from './model/facts.ts';
import type { Represented } from './model/representation.ts';
import type { Topic } from './model/topic.ts';
import { routeOf } from './routing.ts';
import type { fileComplaint } from './schema.ts';
import { insertComplaint } from './store/complaints.ts';
import { draftHash, forgetDraft } from './store/drafts.ts';
import { insertRepresentation } from './store/representation.ts';
import { keepSurveyTie } from './store/survey-ties.ts';
import { putSketch } from './store/sketches.ts';

/** A message as its form gives it. */
export type Filed = z.output<typeof fileComplaint>;

/** What a filing was judged to be about. */
export interface Fileable {
  readonly clinic: ClinicFacts;
  readonly topic: Topic;
  readonly facts: Facts;
  readonly nowLocal: string;
  /** Which of the clinic's objects; null where that is not known or there is none of the kind. */
  readonly objectId: string | null;
  /** For whom it is filed, as the region's rules judged it; null for oneself. */
  readonly represented: Represented | null;
}

/** Whose message it is: an account's, an address's, or a receipt's alone. */
interface Whose {
  readonly byReceipt: boolean;
  readonly authorId: string | null;
}

/** The author says that somebody is in danger, or does not say and the words sound so: to the duty at once. */
async function raiseAlarm(
  tx: Tx,
  actor: Actor,
  opened: OpenedCase,
  filed: Filed,
  byReceipt: boolean,
) {
  const before = opened.advanced.facts.state;
  const sounds = filed.danger === undefined && dangerIn(...wordsOf(filed)).length > 0;
  if (filed.danger !== 'yes' && !sounds) return before;
  // Of an anonymous author's words the moment is coarsened later, as of every act of the author.
  const role = filed.danger === 'yes' || byReceipt ? 'author' : 'system';
  const loaded = await loadForMove(tx, { id: opened.id });
  const { facts, due } = await moveCase(tx, actor, { ...loaded, role }, 'raise-danger');
  await tellDuty(tx, loaded.row, due.at);
  return facts.state;
}

/**
 * Writes a message that was judged: its case, words and photos. The author gets the receipt, shown once.
 * `filed.email` is needed only where the author is neither signed in nor known by the receipt alone.
 */
export async function writeFiling(
  { app, tx, actor }: { readonly app: App; readonly tx: Tx; readonly actor: Actor },
  { clinic, topic, facts, nowLocal, objectId, represented }: Fileable,
  filed: Filed,
  { byReceipt, authorId }: Whose,
) {
  const signedIn = authorId !== null && actor.kind === 'person';
  const receipt = newReceipt();
  // A key's id and row hold the moment they were made at: of an anonymous message, the day alone.
  const [dataKeyId] = await tx.vault.newKeys([byReceipt ? dayOf(tx.now) : tx.now]);
  if (!dataKeyId) throw new AppError('internal', { reason: 'no-key' });
  const opened = await openCase(tx, actor, {
    kind: 'complaint',
    pathPrefix: '/complaints',
    state: signedIn ? 'submitted' : 'draft',
    subject: { code: topic.code, ru: topic.shortRu, en: topic.shortEn },
    clinic,
    routedTo: await routeOf(tx, topic.definition, clinic),
    terms: topic.terms,
    authorId,
    receiptHash: app.ports.keys.hash('receipt', receipt),
    dataKeyId,
    byReceipt,
  });
  const seal = (column: string, value: string) =>
    tx.vault.seal(dataKeyId, { table: 'complaints', column, row: opened.id }, value);
  const link = signedIn || byReceipt ? null : newSecret();
  const breach = await breachOf(tx, topic, facts, clinic, nowLocal);
  await insertComplaint(tx, {
    case_id: opened.id,
    topic_code: topic.code,
    topic_version: topic.version,
    object_id: objectId,
    happened_on: happenedOn(topic, facts),
    breach: breach ? JSON.stringify(breach) : null,
    facts_sealed: await seal('facts_sealed', JSON.stringify(facts)),
    story_sealed: await seal('story_sealed', filed.story),
    private_sealed: filed.private ? await seal('private_sealed', filed.private) : null,
    story_public: null,
    confirm_hash: link ? app.ports.keys.hash('confirm', link) : null,
    confirm_expires_at: link ? new Date(tx.now.getTime() + CONFIRM_LINK_LIFE_MS) : null,
  });
  if (represented) await insertRepresentation(tx, opened.id, represented);
  await putFlags(tx, opened.id, 'story', [filed.story]);
  await putSketch(app, tx, opened.id, filed.story);
  if (filed.named)
    await proposeNamed(tx, { id: opened.id, clinicId: clinic.id, dataKeyId }, filed.named);
  if (filed.draft) {
    await adoptPhotos(tx, draftHash(filed.draft), opened.id);
    await keepSurveyTie(tx, filed.draft, opened.id);
    await forgetDraft(tx, filed.draft);
  }
  const state = await raiseAlarm(tx, actor, opened, filed, byReceipt);
  if (signedIn) await logFiling(tx, opened.id);
  if (link && authorId)
    await sendLetter(tx, {
      contactId: authorId,
      template: 'address-confirmation',
      secret: `/confirm/${link}`,
      data: {
        clinicName: clinic.nameRu,
        ...(clinic.nameEn ? { clinicNameEn: clinic.nameEn } : {}),
        topicRu: topic.shortRu,
        topicEn: topic.shortEn,
        zone: clinic.zone,
        dueAt: new Date(tx.now.getTime() + CONFIRM_LINK_LIFE_MS).toISOString(),
      },
    });
  return {
    id: opened.id,
    number: opened.number,
    receipt: filed.locale === 'en' ? spelledInLatin(receipt) : receipt,
    state,
    byReceipt,
    breach,
  };
}
