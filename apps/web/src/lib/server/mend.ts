import { createHash } from 'node:crypto';
import { localizePath } from '@otklik/i18n';
import { AppError, isAppError } from '@otklik/kernel';
import { redirect, type RequestEvent } from '@sveltejs/kit';
import { factsOf } from '#lib/complaints/facts.ts';
import { formOrWords, textIn } from './form-body.ts';
import { leadFrom } from './desk.ts';

const PHOTO_MAX_bytes = 15_000_000;

type Look = App.Locals['services']['complaints']['previewMended'];
export type Mended = Awaited<ReturnType<Look>>;
type Asked = Parameters<Look>[1];

export const numberOf = ({ params }: Pick<RequestEvent, 'params'>): string =>
  params['number'] ?? '';
export const mendPath = (event: Pick<RequestEvent, 'params' | 'locals'>): string =>
  localizePath(`/complaints/${numberOf(event)}/mend`, event.locals.locale);

/** The message as it lies with its author; whoever comes too late is led to its page. */
export async function loadMended({ params, locals, url }: RequestEvent): Promise<Mended> {
  const number = numberOf({ params });
  try {
    return await locals.services.complaints.previewMended(locals.actor, { number });
  } catch (thrown) {
    if (isAppError(thrown) && thrown.code === 'move-impossible')
      redirect(303, localizePath(`/complaints/${number}`, locals.locale));
    return leadFrom(url)(thrown);
  }
}

/** What stands in the form, read with the questions of the topic that it names. */
export async function readMended(event: RequestEvent) {
  const { form, is_cut } = await formOrWords(event.request);
  const text = (name: string): string => textIn(form, name);
  const [topic, story, words, object] = [
    text('topic').slice(0, 61),
    text('story'),
    text('private'),
    text('object').slice(0, 40),
  ];
  const typed = { topic, story, private: words, object, facts: {} as ReturnType<typeof factsOf> };
  return { form, text, is_cut, typed };
}

/** Which questions the chosen topic asks, and what was answered to them. */
export async function factsIn(
  event: RequestEvent,
  { form, typed }: Pick<Awaited<ReturnType<typeof readMended>>, 'form' | 'typed'>,
) {
  const { services, actor } = event.locals;
  const asked = { number: numberOf(event), ...(typed.topic ? { topic: typed.topic } : {}) };
  const { topic, objects } = await services.complaints.previewMended(actor, asked);
  return { topic, objects, facts: factsOf(form, topic.fields) };
}

/** The form's words as the verbs take them. */
export const wordsFrom = (
  typed: Awaited<ReturnType<typeof readMended>>['typed'],
): Omit<Asked, 'number'> =>
  ({
    story: typed.story,
    private: typed.private,
    facts: typed.facts,
    ...(typed.topic ? { topic: typed.topic } : {}),
    ...(typed.object ? { object: typed.object } : {}),
  }) as Omit<Asked, 'number'>;

/** What was shown to the author, as one mark: only what was seen exactly so is sent. */
export const markOf = ({ number, content, topic, photos }: Mended): string =>
  createHash('sha256')
    .update(JSON.stringify([number, topic.code, content, photos.map(({ id }) => id)]))
    .digest('base64url');

/** The photo in a form. @throws AppError photo-too-large; null where none was chosen */
export async function photoIn(form: FormData): Promise<Uint8Array<ArrayBuffer> | null> {
  const file = form.get('photo');
  if (!(file instanceof File) || file.size === 0) return null;
  if (file.size > PHOTO_MAX_bytes) throw new AppError('photo-too-large');
  return file.bytes();
}
