import { z } from '@hono/zod-openapi';
import type { OutputOf } from '@otklik/kernel';
import { STORY_CHARACTERS_MAX, STORY_CHARACTERS_MIN, type manifest } from '@otklik/complaints';
import { breach, toBreach } from './complaint.ts';

const code = z.string().regex(/^[a-z0-9][a-z0-9-]{1,60}$/);

/** What a machine sends for a patient. Photos have a door of their own. */
export const filing = z
  .strictObject({
    clinic: code.openapi({ description: 'The code of `GET /clinics`.' }),
    topic: code.openapi({ description: 'The code of `GET /topics`.' }),
    story: z.string().min(STORY_CHARACTERS_MIN).max(STORY_CHARACTERS_MAX),
    private: z.string().max(STORY_CHARACTERS_MAX).optional().openapi({
      description: 'For the clinic, never for the public.',
    }),
    facts: z
      .record(z.string(), z.union([z.string(), z.number(), z.array(z.string())]))
      .default({})
      .openapi({
        description: 'Answers to the fields of the topic; times are local to the clinic.',
      }),
    object: z
      .union([z.uuid(), z.literal('unsure')])
      .optional()
      .openapi({
        description:
          'Which of the clinic’s objects (`objects` of `GET /clinics/{code}`) where it has several of the kind that the topic is about; `unsure` when the author cannot tell.',
      }),
    named: z
      .array(z.strictObject({ words: z.string().min(2).max(300), post_id: z.uuid().optional() }))
      .min(1)
      .max(5)
      .optional()
      .openapi({
        description:
          'Whom it is about, one or several, in confidence: a moderator settles each, the public never sees it.',
      }),
    email: z.string().max(254).openapi({
      description: 'Of the author, who confirms the complaint by a link in a letter.',
    }),
    danger: z.enum(['yes', 'no']).optional().openapi({
      description:
        'Whether somebody is in danger now, as the author says; unsaid, the words are looked at.',
    }),
    draft: z
      .string()
      .regex(/^[\w-]{43}$/)
      .optional()
      .openapi({ description: 'Of `POST /drafts`: its photos become the complaint’s.' }),
    locale: z.enum(['ru', 'en']).default('ru').openapi({ description: 'Of the letters.' }),
  })
  .openapi('Filing');

export const filed = z
  .strictObject({
    number: z.string(),
    state: z.enum(['draft', 'submitted']).openapi({
      description: '`draft` until the author has opened the link in the letter.',
    }),
    receipt: z.string().openapi({
      description:
        'Nine words that open the case without an account, in letters of `locale`. Give them to the author; they are not shown again.',
    }),
    breach: breach.nullable(),
  })
  .openapi('Filed');

type Output = OutputOf<(typeof manifest)['commands']['fileComplaint']>;

export const toFiled = (output: Output): z.output<typeof filed> => ({
  number: output.number,
  state: output.state === 'draft' ? 'draft' : 'submitted',
  receipt: output.receipt,
  breach: toBreach(output.breach),
});
