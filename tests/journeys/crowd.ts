import type { Actor } from '@otklik/kernel';
import type { Platform } from './support.ts';

const PROJECT = 'for-a-look';

/** A project that takes proposals, and numbers of such: waiting, shown, and sent back to its author. */
export interface Proposed {
  readonly project: string;
  readonly waiting: string;
  readonly shown: string;
  readonly returned: string;
}

/** A project that takes proposals. */
export async function openProject(it: Platform, code: string): Promise<void> {
  await it.house.faces.crowd.openProject(it.actAs('administrator'), {
    code,
    titleRu: 'Что изменить в поликлинике',
    titleEn: 'What to change in the clinic',
    goalRu: 'Спрашиваем о том, что мешает и чего не хватает.',
    goalEn: 'What stands in the way, and what is missing.',
    hostRu: 'Департамент здравоохранения',
    hostEn: 'The health department',
    directions: [
      { code: 'comfort', ru: 'Комфорт', en: 'Comfort' },
      { code: 'feedback', ru: 'Обратная связь', en: 'Feedback' },
      { code: 'access', ru: 'Доступность', en: 'Access' },
    ],
    opensOn: '2026-01-01',
    closesOn: '2099-12-31',
  });
}

/** The same with three proposals of one author. */
export async function propose(it: Platform, author: Actor): Promise<Proposed> {
  const { crowd } = it.house.faces;
  await openProject(it, PROJECT);
  const sent = async (): Promise<string> => {
    const text = 'Поставить на каждом этаже пеленальный столик и вешалку.';
    const input = { project: PROJECT, direction: 'comfort', text };
    return (await crowd.sendProposal(author, input)).number;
  };
  const [shown, returned, waiting] = [await sent(), await sent(), await sent()];
  const moderator = it.actAs('moderator');
  await crowd.judgeProposal(moderator, { number: shown, decision: 'show' });
  await crowd.judgeProposal(moderator, {
    number: returned,
    decision: 'return',
    reason: 'composite',
  });
  return { project: PROJECT, waiting, shown, returned };
}
