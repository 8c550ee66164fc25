import { defineQuery, type Context } from '@otklik/kernel';
import { clinicByCode } from '@otklik/registry';
import type { z } from 'zod';
import { getDraft as input } from '../schema.ts';
import { readDraft } from '../store/drafts.ts';

/** What a proposal was begun with, for the browser that has its token. @throws AppError not-found */
export const getDraft = defineQuery({
  name: 'crowd.get-draft',
  input,
  limits: [{ per: 'origin', count_max: 300, window_s: 3600 }],
  policy: ({ tx, input: { token } }: Context<z.output<typeof input>>) => readDraft(tx, token),
  async handle({ tx, subject: { text, clinic } }) {
    const found = clinic === null ? null : await clinicByCode(tx, clinic);
    return {
      text,
      clinic: found && { code: found.code, nameRu: found.nameRu, nameEn: found.nameEn },
    };
  },
});
