import { AsyncLocalStorage } from 'node:async_hooks';

/** The refusal that an answer tells of, as its headers need it. */
export interface ToldRefusal {
  readonly code: string;
  readonly data: Readonly<Record<string, unknown>>;
}

const telling = new AsyncLocalStorage<{ last: ToldRefusal | null }>();

/** Runs a request, and gives what its page or form was refused for last. */
export async function hearRefusal<T>(
  work: () => Promise<T>,
): Promise<{ readonly result: T; readonly refusal: ToldRefusal | null }> {
  const heard = { last: null };
  const result = await telling.run(heard, work);
  return { result, refusal: heard.last };
}

/** Noted wherever a refusal becomes words: the page knows only its status by then. */
export function noteRefusal({ code, data }: ToldRefusal): void {
  const heard = telling.getStore();
  if (heard) heard.last = { code, data };
}
