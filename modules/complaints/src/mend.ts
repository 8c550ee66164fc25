import {
  isAuthor,
  mayMove,
  photoAt,
  photosOf,
  readCase,
  ruleOf,
  type CaseRow,
  type Movable,
  type MoveInput,
} from '@otklik/cases';
import { AppError, type Context, type Tx } from '@otklik/kernel';
import { clinicById, type ClinicFacts } from '@otklik/registry';
import type { z } from 'zod';
import { breachOf } from './breach-of.ts';
import type { Breach } from './model/breach.ts';
import { happenedOn, localTime, type Facts } from './model/facts.ts';
import {
  judgeContent,
  judgeEvidence,
  judgeFacts,
  judgeObject,
  type FormIssue,
} from './model/judge-form.ts';
import { takesMessages, type Topic } from './model/topic.ts';
import type { previewMended } from './schema-mend.ts';
import { complaintOf, type ComplaintRow } from './store/complaints.ts';
import { currentTopic, topicVersion } from './store/topics.ts';

type Asked = Pick<
  z.output<typeof previewMended>,
  'story' | 'private' | 'topic' | 'facts' | 'object'
>;

/** A message as its author would have it now, and what still stands in its way. */
export interface Mended {
  readonly clinic: ClinicFacts;
  readonly topic: Topic;
  /** Whether it is another topic than the one that was chosen before. */
  readonly isOther: boolean;
  readonly facts: Facts;
  /** The answers stay those that were sent, under the questions that were asked then. */
  readonly keepsAnswers: boolean;
  readonly objectId: string | null;
  readonly happenedOn: string | null;
  readonly breach: Breach | null;
  readonly story: string;
  readonly private: string;
  readonly issues: readonly FormIssue[];
}

const refuseElsewhere = ({ state }: CaseRow): void => {
  if (!ruleOf('resubmit').from.includes(state)) throw new AppError('move-impossible', { state });
};

/** The author, while the message lies with them to be mended; locks the case. @throws AppError as `mayMove` */
export async function mayMend(context: Context<MoveInput>): Promise<Movable> {
  const movable = await mayMove('resubmit')(context);
  refuseElsewhere(movable.row);
  return movable;
}

/** The same for a look, which locks nothing. @throws AppError sign-in-required, not-found, move-impossible */
export async function mayLookAtMended({
  tx,
  actor,
  input: { number },
}: Context<{ readonly number: string }>): Promise<CaseRow> {
  if (actor.kind === 'visitor') throw new AppError('sign-in-required');
  const row = await readCase(tx, { number });
  if (!isAuthor(actor, row)) throw new AppError('not-found', { kind: 'case' });
  refuseElsewhere(row);
  return row;
}

/** The author's own photos of a case. */
export const ownPhotos = async (tx: Tx, caseId: string) =>
  (await photosOf(tx, { caseId })).filter(({ side }) => side === 'author');

/** One of them, locked. @throws AppError not-found */
export async function ownPhotoAt(tx: Tx, caseId: string, photoId: string) {
  const photo = await photoAt(tx, { caseId }, photoId);
  if (photo.side !== 'author') throw new AppError('not-found', { kind: 'photo' });
  return photo;
}

const opener =
  (tx: Tx, row: CaseRow) =>
  async (column: string, sealed: string | null): Promise<string> => {
    const place = { table: 'complaints', column, row: row.id };
    return (sealed && (await tx.vault.open(row.data_key_id, place, sealed))) || '';
  };

/** The topic that holds: the version it was sent under, or today's of another one. */
async function topicFor(tx: Tx, kept: ComplaintRow, asked: Asked) {
  const isOther = asked.topic !== undefined && asked.topic !== kept.topic_code;
  const topic = isOther
    ? await currentTopic(tx, asked.topic!)
    : await topicVersion(tx, kept.topic_code, kept.topic_version);
  return { topic, isOther };
}

/** Judges what an author would change by the rules of a new message; what is not named stays as it was sent. */
export async function judgeMended(tx: Tx, row: CaseRow, asked: Asked): Promise<Mended> {
  const kept = await complaintOf(tx, row.id);
  const open = opener(tx, row);
  const clinic = await clinicById(tx, row.clinic_id);
  const { topic, isOther } = await topicFor(tx, kept, asked);
  const nowLocal = localTime(tx.now, clinic.zone);
  const story = asked.story ?? (await open('story_sealed', kept.story_sealed));
  const words = asked.private ?? (await open('private_sealed', kept.private_sealed));
  const sent = JSON.parse((await open('facts_sealed', kept.facts_sealed)) || '{}') as Facts;
  const isSame = !isOther && asked.facts === undefined;
  const { facts, issues: wrong } = isSame
    ? { facts: sent, issues: [] }
    : judgeFacts(topic, asked.facts ?? {}, nowLocal);
  const object =
    isOther || asked.object !== undefined
      ? judgeObject(clinic, topic, asked.object)
      : { id: kept.object_id, issues: [] };
  const content = { clinic: clinic.code, topic: topic.code, story, receiptOnly: true };
  return {
    clinic,
    topic,
    isOther,
    facts,
    keepsAnswers: isSame,
    objectId: object.id,
    happenedOn: isSame ? kept.happened_on : happenedOn(topic, facts),
    breach: isSame ? kept.breach : await breachOf(tx, topic, facts, clinic, nowLocal),
    story,
    private: words,
    issues: [
      ...(isOther && !takesMessages(topic, nowLocal)
        ? [{ path: 'topic', code: 'topic-closed' }]
        : []),
      ...judgeContent({ ...content, ...(words ? { private: words } : {}) }, false),
      ...wrong,
      ...object.issues,
      ...judgeEvidence(topic, (await ownPhotos(tx, row.id)).length),
    ],
  };
}
