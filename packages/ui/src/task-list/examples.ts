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
];
