import {
  AppError,
  defineCommand,
  newSecret,
  type Actor,
  type Context,
  type Tx,
} from '@otklik/kernel';
import {
  adoptPhotos,
  dayOf,
  loadForMove,
  moveCase,
  newReceipt,
  openCase,
  photosOf,
  spelledInLatin,
  type OpenedCase,
  dangerIn,
  putFlags,
} from '@otklik/cases';
import { proposeNamed } from '@otklik/named-staff';
import { contactFor, sendLetter } from '@otklik/notices';
import { clinicByCode, type ClinicFacts } from '@otklik/registry';
import type { z } from 'zod';
import { breachOf } from '../breach-of.ts';
import { routeOf } from '../routing.ts';
import { tellDuty } from '../danger-letter.ts';
import { CONFIRM_LINK_LIFE_MS } from '../model/confirm-link.ts';
import { happenedOn, localTime, wordsOf, type Facts } from '../model/facts.ts';
import { judgeEvidence, judgeFacts, judgeObject } from '../model/judge-form.ts';
import { logFiling } from '../log-filing.ts';
import { takesMessages, type Topic } from '../model/topic.ts';
import { fileComplaint as input } from '../schema.ts';
import { insertComplaint } from '../store/complaints.ts';
import { draftHash, forgetDraft, readDraft } from '../store/drafts.ts';
import { putSketch } from '../store/sketches.ts';
import { currentTopic } from '../store/topics.ts';

type In = z.output<typeof input>;

interface Subject {
  readonly clinic: ClinicFacts;
  readonly topic: Topic;
  readonly facts: Facts;
  readonly nowLocal: string;
  /** Which of the clinic's objects; null where that is not known or there is none of the kind. */
  readonly objectId: string | null;
}

/** Whether the receipt alone stands for the author: a machine cannot type one back. */
const isByReceipt = (actor: Actor, { receiptOnly }: In): boolean =>
  actor.kind === 'visitor' && receiptOnly === true;

/** Everybody may complain; about a clinic that is there, on a topic that is open, with its questions answered. */
export async function mayFile({ tx, actor, input }: Context<In>): Promise<Subject> {
  if (actor.kind === 'system' || actor.kind === 'receipt') throw new AppError('forbidden');
  if (actor.kind === 'key' && !actor.scopes.includes('complaints:write'))
    throw new AppError('forbidden');
  if (actor.kind !== 'person' && !input.email && !isByReceipt(actor, input))
    throw new AppError('invalid-input', { issues: [{ path: 'email', code: 'required' }] });
  const clinic = await clinicByCode(tx, input.clinic);
  const topic = await currentTopic(tx, input.topic);
  const nowLocal = localTime(tx.now, clinic.zone);
  if (clinic.validTo && clinic.validTo < nowLocal.slice(0, 10))
    throw new AppError('clinic-closed', { clinic: clinic.code });
  if (!takesMessages(topic, nowLocal))
    throw new AppError('topic-closed', { topic: topic.code, channel: topic.definition.channel });
  const { facts, issues: wrong } = judgeFacts(topic, input.facts, nowLocal);
  // A program that names a draft means its photos: without them nothing is filed.
  if (actor.kind === 'key' && input.draft) await readDraft(tx, input.draft);
  const photos = input.draft ? await photosOf(tx, { draftHash: draftHash(input.draft) }) : [];
  const object = judgeObject(clinic, topic, input.object);
  const issues = [...wrong, ...judgeEvidence(topic, photos.length), ...object.issues];
  if (issues.length > 0) throw new AppError('invalid-input', { issues });
  return { clinic, topic, facts, nowLocal, objectId: object.id };
}

/** The author's contact: the signed-in person's own, or the one this address belongs to; none by receipt. */
async function authorOf(tx: Tx, actor: Actor, filed: In): Promise<string | null> {
  if (actor.kind === 'person') return actor.personId;
  if (isByReceipt(actor, filed)) return null;
  return contactFor(tx, { email: filed.email!, locale: filed.locale });
}

/** The author says that somebody is in danger, or does not say and the words sound so: to the duty at once. */
async function raiseAlarm(tx: Tx, actor: Actor, opened: OpenedCase, filed: In) {
  const before = opened.advanced.facts.state;
  const sounds = filed.danger === undefined && dangerIn(...wordsOf(filed)).length > 0;
  if (filed.danger !== 'yes' && !sounds) return before;
  // Of an anonymous author's words the moment is coarsened later, as of every act of the author.
  const role = filed.danger === 'yes' || isByReceipt(actor, filed) ? 'author' : 'system';
  const loaded = await loadForMove(tx, { id: opened.id });
  const { facts, due } = await moveCase(tx, actor, { ...loaded, role }, 'raise-danger');
  await tellDuty(tx, loaded.row, due.at);
  return facts.state;
}

/**
 * Files a complaint. A signed-in author's goes to the moderator at once; with an address alone it waits
 * in `draft` for the link in the e-mail, by receipt alone until the receipt was typed back. Either way the
 * author gets a number and a receipt, shown once.
 */
export const fileComplaint = defineCommand({
  name: 'complaints.file-complaint',
  input,
  proofOfWork: true,
  limits: [
    { per: 'origin', count_max: 40, window_s: 3600, actors: ['visitor'] },
    { per: 'principal', count_max: 20, window_s: 3600, actors: ['person'] },
    { per: 'principal', count_max: 6000, window_s: 3600, actors: ['key'] },
  ],
  async policy(context) {
    const subject = await mayFile(context);
    const { actor, input } = context;
    // Such a topic asks whether somebody is in danger now, and is not sent without an answer.
    const asks = subject.topic.definition.danger_check && actor.kind !== 'key';
    if (asks && input.danger === undefined)
      throw new AppError('invalid-input', { issues: [{ path: 'danger', code: 'required' }] });
    return subject;
  },
  async handle({ app, tx, actor, subject, input: filed }) {
    const { clinic, topic, facts, nowLocal, objectId } = subject;
    const authorId = await authorOf(tx, actor, filed);
    const signedIn = actor.kind === 'person';
    const receipt = newReceipt();
    const byReceipt = isByReceipt(actor, filed);
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
    await putFlags(tx, opened.id, 'story', [filed.story]);
    await putSketch(app, tx, opened.id, filed.story);
    if (filed.named)
      await proposeNamed(tx, { id: opened.id, clinicId: clinic.id, dataKeyId }, filed.named);
    if (filed.draft) {
      await adoptPhotos(tx, draftHash(filed.draft), opened.id);
      await forgetDraft(tx, filed.draft);
    }
    const state = await raiseAlarm(tx, actor, opened, filed);
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
  },
  // Beside an anonymous message the log, which is for ever, names no case: only that one was filed.
  audit: ({ input: filed, output }) => ({
    object: filed.receiptOnly ? '' : output.id,
    after: output.state,
  }),
});
