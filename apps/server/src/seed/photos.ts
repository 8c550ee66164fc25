import { keepClean, type SimulatedPhoto } from '@otklik/cases';
import type { App, CleanPhoto } from '@otklik/kernel';
import { drawing } from './pictures.ts';
import { randomOf } from './random.ts';
import type { Simulated } from './simulate.ts';

const DRAWINGS_COUNT = 7;
/** About so many cases of a past have a photo, however large it is. */
const CASES_WITH_PHOTOS = 60;
/** The share of complaints whose topic asks for a photo. */
const PHOTO_TOPICS_SHARE = 0.13;

/** Gives some cases photos: a few drawings through the image port, each kept under a key of its own. */
export function photographer(app: App, region: string, seed: number, cases_count: number) {
  const probability = Math.min(0.9, CASES_WITH_PHOTOS / (cases_count * PHOTO_TOPICS_SHARE));
  let drawn: Promise<CleanPhoto[]> | null = null;
  const clean = (): Promise<CleanPhoto[]> =>
    (drawn ??= Promise.all(
      Array.from({ length: DRAWINGS_COUNT }, (_, at) =>
        app.ports.images.clean(drawing(randomOf(seed, 'drawing', at))),
      ),
    ));

  return async function withPhotos(simulated: Simulated): Promise<Simulated> {
    const { topic, sentAt } = simulated.complaint;
    if (!topic.definition.evidence.kinds.includes('photo')) return simulated;
    const random = randomOf(seed, 'photos', simulated.case.id);
    if (!random.chance(probability)) return simulated;
    const choices = await clean();
    const keep = async (answerId: string | null, addedAt: Date): Promise<SimulatedPhoto> => ({
      ...(await keepClean(app, region, random.id(addedAt.getTime()), random.pick(choices))),
      answerId,
      addedAt,
    });
    const photos = [await keep(null, sentAt)];
    if (random.chance(0.4)) photos.push(await keep(null, sentAt));
    const answer = simulated.case.answers.at(-1);
    if (answer && random.chance(0.5)) photos.push(await keep(answer.id, answer.writtenAt));
    return { ...simulated, case: { ...simulated.case, photos } };
  };
}
