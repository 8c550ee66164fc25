import type { TemplateKind } from '@otklik/desk';
import { m } from '@otklik/i18n';

export const kindWords: Readonly<Record<TemplateKind, () => string>> = {
  answer: m.workbench_templates_kind_answer,
  reject: m.workbench_templates_kind_reject,
  'return-message': m.workbench_templates_kind_return_message,
  'return-answer': m.workbench_templates_kind_return_answer,
};
export const KINDS = Object.keys(kindWords) as TemplateKind[];

/** What each slot stands for, and whether the platform fills it by itself. */
export const SLOT_WORDS: readonly { slot: string; meaning: () => string; is_known: boolean }[] = [
  { slot: '{number}', meaning: m.workbench_slot_number, is_known: true },
  { slot: '{clinic}', meaning: m.workbench_slot_clinic, is_known: true },
  { slot: '{topic}', meaning: m.workbench_slot_topic, is_known: true },
  { slot: '{deadline}', meaning: m.workbench_slot_deadline, is_known: true },
  { slot: '{published}', meaning: m.workbench_slot_published, is_known: true },
  { slot: '{today}', meaning: m.workbench_slot_today, is_known: true },
  { slot: '{question}', meaning: m.workbench_slot_question, is_known: false },
  { slot: '{found}', meaning: m.workbench_slot_found, is_known: false },
  { slot: '{done}', meaning: m.workbench_slot_done, is_known: false },
  { slot: '{until}', meaning: m.workbench_slot_until, is_known: false },
  { slot: '{contact}', meaning: m.workbench_slot_contact, is_known: false },
];
