import { z } from '@hono/zod-openapi';
import type { OutputOf } from '@otklik/kernel';
import type { manifest } from '@otklik/complaints';

export const draft = z
  .strictObject({
    draft: z.string().openapi({
      description: 'Names the form until it is sent: photos go to it, `POST /complaints` takes it.',
    }),
  })
  .openapi('Draft');

export const draftPhoto = z
  .strictObject({ id: z.string() })
  .openapi('DraftPhoto', { description: 'Kept without place, time or device: pixels alone.' });

type Commands = (typeof manifest)['commands'];

export const toDraft = ({ token }: OutputOf<Commands['saveDraft']>): z.output<typeof draft> => ({
  draft: token,
});
export const toDraftPhoto = ({
  id,
}: OutputOf<Commands['addDraftPhoto']>): z.output<typeof draftPhoto> => ({ id });
