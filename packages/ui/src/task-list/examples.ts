import type { Example } from '../gallery-types.ts';
import type { Props } from './task-list.svelte';

export const examples: Example<Props>[] = [
  {
    name: 'waiting for me',
    props: {
      label: 'Ждёт вас',
      tasks: [
        {
          href: '#verdict',
          title: 'Скажите, решена ли проблема',
          text: 'Поликлиника №\u00a0107 ответила на обращение №\u00a0004217',
          state: 'waiting',
          until: 'до конца пятницы, 3 июля',
        },
        { href: '#fix', title: 'Дополните жалобу', state: 'late', until: 'срок был вчера' },
        { href: '#mail', title: 'Подтвердите почту', state: 'done' },
      ],
    },
  },
  { name: 'nothing waits', props: { label: 'Ничего не ждёт', tasks: [] } },
  {
    name: 'English',
    props: {
      label: 'Waiting for you',
      tasks: [
        {
          href: '#verdict-en',
          title: 'Say whether the problem is solved',
          state: 'waiting',
          until: 'by the end of Friday 3 July',
        },
      ],
    },
  },
];
