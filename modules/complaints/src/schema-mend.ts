import { caseNumberText, photoCover, version } from '@otklik/cases';
import { z } from 'zod';
import { draftContent, fileComplaint } from './schema.ts';

const target = { number: caseNumberText, version };
/** What an author may change beside the words; absent, it stays as it was. */
const beside = {
  topic: fileComplaint.shape.topic.optional(),
  facts: draftContent.shape.facts,
  object: draftContent.shape.object,
};

export const resubmitComplaint = z.strictObject({
  ...target,
  story: fileComplaint.shape.story,
  private: fileComplaint.shape.private,
  ...beside,
});

/** Anything may be missing, and stands then as it was sent; nothing may be too long for a form. */
export const previewMended = z.strictObject({
  ...target,
  story: draftContent.shape.story,
  private: draftContent.shape.private,
  ...beside,
});

export const addOwnPhoto = z.strictObject({ ...target, photo: z.instanceof(Uint8Array) });
export const coverOwnPhoto = z.strictObject({ ...target, ...photoCover });
export const removeOwnPhoto = z.strictObject({ ...target, photoId: z.uuid() });
