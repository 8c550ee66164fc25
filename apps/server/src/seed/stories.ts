import { localMinute } from './hours.ts';
import { readData } from './names.ts';
import type { Random } from './random.ts';
import { filled, remarks } from './remarks.ts';
import { TELLERS, type Told } from './tellers.ts';

interface StoryFile {
  readonly complaints: readonly {
    readonly id: string;
    readonly topic_code: string;
    readonly text: string;
    readonly facts: Readonly<Record<string, number>> | null;
  }[];
}

const stories = Map.groupBy(readData<StoryFile>('complaints').complaints, (one) => one.topic_code);
const ABOUT_CHILDREN = new Set(['c01-4', 'c02-6', 'c05-5', 'c06-4', 'c07-6', 'c11-7']);
const ABOUT_ADULTS = new Set([
  'c01-1',
  'c01-5',
  'c02-4',
  'c03-5',
  'c03-6',
  'c05-4',
  'c06-3',
  'c11-5',
]);

export interface Story {
  readonly text: string;
  /** The text with what a moderator cuts in double brackets. */
  readonly marked: string;
  readonly private: string | null;
  readonly facts: Told['facts'];
}

export interface StoryRequest {
  readonly topic: string;
  readonly audience: 'adult' | 'child' | 'both';
  readonly sentAt: Date;
  readonly zone: string;
  /** Refused for this reason, which the text has to deserve. */
  readonly rejectedFor: string | null;
}

const withoutMarks = (marked: string): string => marked.replace(/\[\[|\]\]/g, '');

/** An invented author's story on a topic, with form fields that agree with it. */
export function storyOf(random: Random, request: StoryRequest): Story {
  const fits = stories.get(request.topic)!.filter(({ id }) => {
    if (request.audience === 'child') return !ABOUT_ADULTS.has(id);
    return request.audience === 'both' || !ABOUT_CHILDREN.has(id);
  });
  const { day, minute } = localMinute(request.zone, request.sentAt.getTime());
  const tell = TELLERS[request.topic]!;
  let told: Told | null = null;
  while (!told) {
    const { id, text, facts } = random.pick(fits);
    told = tell({ id, text, stated: facts ?? {}, sent: day * 1440 + minute, random });
  }
  const own = request.rejectedFor ? remarks.rejectedStories[request.rejectedFor] : undefined;
  const body = own ? random.pick(own) : told.text;
  const cut = random.chance(0.12) ? filled(random.pick(remarks.cuts), random) : '';
  const marked = `${random.pick(remarks.openings)}${body}${cut}${random.pick(remarks.endings)}`;
  return {
    text: withoutMarks(marked),
    marked,
    private: random.chance(0.2) ? filled(random.pick(remarks.private), random) : null,
    facts: told.facts,
  };
}
