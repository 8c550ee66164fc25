import { newReceipt, REJECTION_REASONS, type SimulatedCase } from '@otklik/cases';
import type { SimulatedComplaint, Topic } from '@otklik/complaints';
import type { App } from '@otklik/kernel';
import type { SyntheticContact } from '@otklik/notices';
import type { Calendar } from '@otklik/working-time';
import { authorOf, contactIdOf, emailOf } from './authors.ts';
import { copiedStory, copiedTopic } from './copies.ts';
import { walk } from './course.ts';
import { randomOf, type Random } from './random.ts';
import type { Filing } from './rhythm.ts';
import { topicWeight, type ClinicScene } from './scenery.ts';
import type { Staff } from './staff.ts';
import { STAGED } from './staged.ts';
import { storyOf } from './stories.ts';

/** What all cases of a past share. */
export interface World {
  readonly app: App;
  readonly seed: number;
  readonly began: Date;
  readonly until: Date;
  readonly scenes: readonly ClinicScene[];
  readonly topics: readonly Topic[];
  readonly calendar: Calendar;
  readonly staff: Staff;
}

/** A case with what has to be written beside it. */
export interface Simulated {
  /** The author, where this is the first case. */
  readonly contact: SyntheticContact | null;
  readonly hasAccount: boolean;
  readonly case: SimulatedCase;
  readonly complaint: SimulatedComplaint;
}

const REJECTED = 0.07;

function authorFor(world: World, { index, at, staged }: Filing) {
  const stage = staged === null ? null : STAGED[staged]!;
  if (stage?.own) {
    const id = world.staff.citizenId;
    return { id, signedIn: true, confirms: true, isNew: false, email: '', sentAt: at };
  }
  const author = stage
    ? { number: index, signedIn: !stage.byAddress, confirms: false }
    : authorOf(world.seed, index);
  return {
    id: contactIdOf(world.seed, author.number, world.began.getTime()),
    signedIn: author.signedIn,
    confirms: author.confirms,
    isNew: author.number === index,
    email: emailOf(author.number),
    sentAt: at,
  };
}

/** Who comes after somebody on a list; the first after the last. */
const after = (people: readonly string[], one: string): string =>
  people[(people.indexOf(one) + 1) % people.length]!;

/** The names under which the act log knows the people of a case. */
function peopleOf(world: World, scene: ClinicScene, random: Random, authorId: string) {
  const { staff } = world;
  const moderator = random.pick(staff.moderators);
  const secondModerator = random.pick(staff.moderators.filter((one) => one !== moderator));
  const controller = random.pick(staff.controllers);
  return {
    moderator,
    secondModerator,
    controller,
    secondController: after(staff.controllers, controller),
    coordinator: random.pick(staff.coordinators),
    executor: staff.executorOf.get(scene.clinic.id)!,
    head: staff.headOf.get(scene.clinic.id)!,
    author: `person:${authorId}`,
    authorLater: `person:${authorId}`,
  };
}

/** Makes up one case, its author and its course. The same filing of the same world gives the same case. */
export function simulateCase(world: World, filing: Filing): Simulated {
  const { app, seed, until, calendar } = world;
  const random = randomOf(seed, 'case', filing.index);
  const stage = filing.staged === null ? null : STAGED[filing.staged]!;
  const author = authorFor(world, filing);
  const copy = stage?.copy;
  const drawn = random.weighted(world.scenes, (one) => one.load);
  const scene = copy === undefined ? drawn : world.scenes[0]!;
  const { clinic } = scene;
  const topic =
    (copy === undefined ? undefined : copiedTopic(world.topics)) ??
    random.weighted(world.topics, (one) => topicWeight(one, scene));
  const rejected = stage ? stage.script.includes('reject') : random.chance(REJECTED);
  const rejectedFor = rejected ? random.pick(REJECTION_REASONS) : null;
  const told = storyOf(random, {
    topic: topic.code,
    audience: clinic.audience,
    sentAt: filing.at,
    zone: clinic.zone,
    rejectedFor,
  });
  const story =
    copy === undefined
      ? told
      : { ...told, text: copiedStory(copy), marked: copiedStory(copy), private: null };
  const caseId = random.id(filing.at.getTime());
  const people = peopleOf(world, scene, random, author.id);
  const course = walk({
    random,
    caseId,
    place: { calendar, zone: clinic.zone },
    terms: topic.terms,
    topicCode: topic.code,
    openedAt: filing.at,
    until,
    temper: {
      signedIn: author.signedIn,
      confirms: author.confirms,
      clinicLate: scene.late,
      rejectedFor,
    },
    script: stage?.script ?? null,
    people: author.signedIn
      ? people
      : {
          ...people,
          author: 'visitor',
          authorLater: `case:${caseId}`,
        },
    signer: scene.signer,
  });
  const moves = course.acts.map((act) => act.advanced.entry);
  const confirmed = moves.find((entry) => entry.move === 'confirm-address');
  const publication = moves.find((entry) => entry.move === 'publish');
  return {
    contact: author.isNew
      ? {
          id: author.id,
          email: author.email,
          createdAt: filing.at,
          confirmedAt: author.signedIn ? filing.at : (confirmed?.at ?? null),
        }
      : null,
    hasAccount: author.signedIn,
    case: {
      id: caseId,
      kind: 'complaint',
      pathPrefix: '/complaints',
      subject: { code: topic.code, ru: topic.shortRu, en: topic.shortEn },
      clinic,
      terms: topic.terms,
      authorId: author.id,
      receiptHash: app.ports.keys.hash('receipt', newReceipt()),
      ...course,
      photos: [],
    },
    complaint: {
      caseId,
      topic,
      clinic,
      facts: story.facts,
      story: story.text,
      private: story.private,
      marked: publication ? story.marked : null,
      publishedAt: publication?.at ?? null,
      sentAt: filing.at,
      byAddress: !author.signedIn,
      ...(copy === undefined ? {} : { sketched: true as const }),
    },
  };
}
