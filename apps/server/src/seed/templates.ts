import { isAppError, type Actor } from '@otklik/kernel';
import type { Installation } from '../assemble.ts';
import type { Staff } from './staff.ts';

/** Prepared texts as an office has them after some months; the gaps in braces the desk fills or asks for. */
const TEXTS = [
  {
    kind: 'answer',
    name: 'Проверили и исправили',
    text: 'Здравствуйте! Мы проверили обращение № {number}. Что нашли: {found}. Что сделали: {done}. Если вопрос остался, обратитесь: {contact}.',
  },
  {
    kind: 'answer',
    name: 'Исправим к дате',
    text: 'Здравствуйте! По обращению № {number} мы выяснили: {found}. Исправим до {until}. За этим следит: {contact}.',
  },
  {
    kind: 'reject',
    name: 'Нет ни дня, ни места',
    text: 'Из сообщения не видно, когда и где это было, поэтому клиника не сможет его проверить. Напишите день и кабинет, и мы опубликуем обращение.',
  },
  {
    kind: 'return-message',
    name: 'Уберите чужие данные',
    text: 'В сообщении названы другие люди. Уберите, пожалуйста, их имена и телефоны и отправьте обращение снова.',
  },
  {
    kind: 'return-answer',
    name: 'Нет ответа на вопрос',
    text: 'В ответе на обращение № {number} не сказано главного: {question}. Дополните, пожалуйста, ответ.',
  },
] as const;

/** Writes them as a coordinator of the demonstration would; those that are there already stay as they are. */
export async function saveDemoTemplates(
  { faces, settings }: Pick<Installation, 'faces' | 'settings'>,
  staff: Staff,
): Promise<void> {
  const coordinator: Actor = {
    kind: 'person',
    region: settings.region,
    personId: staff.coordinators[0]!.slice('person:'.length),
    sessionId: '00000000-0000-7000-8000-000000000000',
    grants: [{ role: 'coordinator', reach: { kind: 'region' } }],
    secondFactor: true,
    origin: 'simulation',
  };
  for (const text of TEXTS)
    try {
      await faces.desk.saveTemplate(coordinator, text);
    } catch (error) {
      if (!isAppError(error) || error.code !== 'already-exists') throw error;
    }
}
