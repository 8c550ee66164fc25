import type { DraftContent } from '@otklik/complaints';
import { localizePath } from '@otklik/i18n';
import { isAppError } from '@otklik/kernel';
import { redirect, type Cookies } from '@sveltejs/kit';
import { draftToken, filer, keepDraftToken } from './complaint-cookies.ts';

export interface Draft {
  readonly token: string | undefined;
  readonly content: DraftContent;
  readonly photos: readonly { id: string; width_px: number; height_px: number }[];
}

interface Event {
  readonly locals: App.Locals;
  readonly cookies: Cookies;
  readonly url: URL;
}

/** This browser's half-filled form; an empty one when there is none (sent, forgotten, never begun). */
export async function readDraft({ locals, cookies }: Event): Promise<Draft> {
  const token = draftToken(cookies);
  if (!token) return { token, content: {}, photos: [] };
  try {
    const found = await locals.services.complaints.getDraft(filer(locals.actor), { token });
    return { token, ...found };
  } catch (thrown) {
    if (!isAppError(thrown) || thrown.code !== 'not-found') throw thrown;
    return { token: undefined, content: {}, photos: [] };
  }
}

/** Keeps the form and its token. @throws AppError invalid-input for what is too long even for a draft */
export async function writeDraft(
  event: Event,
  draft: Draft,
  content: DraftContent,
): Promise<string> {
  const { locals } = event;
  const { token } = await locals.services.complaints.saveDraft(filer(locals.actor), {
    ...(draft.token ? { token: draft.token } : {}),
    content,
  });
  keepDraftToken(event, token);
  return token;
}

/** The draft of a later question; somebody who comes there first is led to the question still open. */
export async function draftInProgress(event: Event): Promise<Draft & { readonly token: string }> {
  const draft = await readDraft(event);
  const { locale } = event.locals;
  if (!draft.content.clinic) redirect(303, localizePath('/complaints/new?gone', locale));
  if (!draft.content.topic || !draft.token)
    redirect(303, localizePath('/complaints/new/topic', locale));
  return { ...draft, token: draft.token };
}
