import type { Example } from '../gallery-types.ts';
import type { Props } from './timeline.svelte';

const done = {
  title: 'Вы отправили жалобу',
  state: 'done',
  at: '4 июня, 09:12',
  datetime: '2026-06-04T09:12:00+03:00',
} as const;

export const examples: Example<Props>[] = [
  {
    name: 'waiting for the clinic',
    props: {
      label: 'Ход обращения',
      steps: [
        done,
        { title: 'Опубликована', state: 'done', at: '4 июня, 15:40' },
        {
          title: 'Клиника готовит ответ',
          state: 'now',
          who: 'Отвечает городская поликлиника №\u00a0107',
          until: 'До конца среды, 17 июня',
        },
        { title: 'Вы решите, помог ли ответ', state: 'ahead', text: 'На это будет 15 дней.' },
      ],
    },
  },
  {
    name: 'late',
    props: {
      label: 'Ход обращения',
      steps: [
        done,
        {
          title: 'Клиника не ответила в срок',
          state: 'late',
          who: 'Отвечает городская поликлиника №\u00a0107',
          until: 'Ответ опаздывает на 3 дня: ждали до конца среды, 17 июня',
        },
      ],
    },
  },
  {
    name: 'English',
    props: {
      label: 'Progress',
      steps: [{ title: 'You sent the complaint', state: 'done', at: '4 June, 09:12' }],
    },
  },
];
