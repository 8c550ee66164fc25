import { AppError, defineCommand, type Actor, type Context, type Tx } from '@otklik/kernel';
import { photosOf } from '@otklik/cases';
import { contactFor } from '@otklik/notices';
import { clinicByCode } from '@otklik/registry';
import { localTime } from '../model/facts.ts';
import { judgeEvidence, judgeFacts, judgeObject } from '../model/judge-form.ts';
import { judgeForWhom } from '../model/representation.ts';
import { takesMessages } from '../model/topic.ts';
import { fileComplaint as input } from '../schema.ts';
import { draftHash, readDraft } from '../store/drafts.ts';
import { representationRules } from '../store/representation.ts';
import { currentTopic } from '../store/topics.ts';
import { writeFiling, type Fileable, type Filed as In } from '../write-filing.ts';

/** Whether the receipt alone stands for the author: a machine cannot type one back. */
const isByReceipt = (actor: Actor, { receiptOnly }: In): boolean =>
  actor.kind === 'visitor' && receiptOnly === true;

/**
 * Everybody may complain; about a clinic that is there, on a topic that is open, with its questions answered.
 * `shown`: somebody is there who looks at papers.
 */
export async function mayFile({ tx, actor, input }: Context<In>, shown = false): Promise<Fileable> {
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
  // A program or a clerk that names a draft means its photos: without them nothing is filed.
  if ((actor.kind === 'key' || shown) && input.draft) await readDraft(tx, input.draft);
  const photos = input.draft ? await photosOf(tx, { draftHash: draftHash(input.draft) }) : [];
  const object = judgeObject(clinic, topic, input.object);
  const { found: represented, issues: unfit } = input.forWhom
    ? judgeForWhom(await representationRules(tx), input.forWhom, nowLocal.slice(0, 10), shown)
    : { found: null, issues: [] };
  const issues = [...wrong, ...judgeEvidence(topic, photos.length), ...object.issues, ...unfit];
  if (issues.length > 0) throw new AppError('invalid-input', { issues });
  return { clinic, topic, facts, nowLocal, objectId: object.id, represented };
}

/**
 * Such a topic asks whether somebody is in danger now, and is not sent without an answer.
 * @throws AppError invalid-input
 */
export function refuseWithoutDanger({ topic }: Fileable, actor: Actor, { danger }: In): void {
  if (topic.definition.danger_check && actor.kind !== 'key' && danger === undefined)
    throw new AppError('invalid-input', { issues: [{ path: 'danger', code: 'required' }] });
}

/** The author's contact: the signed-in person's own, or the one this address belongs to; none by receipt. */
async function authorOf(tx: Tx, actor: Actor, filed: In): Promise<string | null> {
  if (actor.kind === 'person') return actor.personId;
  if (isByReceipt(actor, filed)) return null;
  return contactFor(tx, { email: filed.email!, locale: filed.locale });
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
  ],
  async policy(context) {
    const subject = await mayFile(context);
    refuseWithoutDanger(subject, context.actor, context.input);
    return subject;
  },
  async handle({ app, tx, actor, subject, input: filed }) {
    const byReceipt = isByReceipt(actor, filed);
    const authorId = await authorOf(tx, actor, filed);
    return writeFiling({ app, tx, actor }, subject, filed, { byReceipt, authorId });
  },
  // Beside an anonymous message the log, which is for ever, names no case: only that one was filed.
  audit: ({ input: filed, output }) => ({
    object: filed.receiptOnly ? '' : output.id,
    after: output.state,
  }),
});
