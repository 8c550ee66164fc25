import { words } from '../gallery-types.ts';
import type { Example } from '../gallery-types.ts';
import type { Props } from './notice.svelte';

export const examples: Example<Props>[] = [
  {
    name: 'info',
    props: { children: words('Клиника увидит обращение после проверки модератором.') },
  },
  {
    name: 'warn',
    props: {
      kind: 'warn',
      title: 'Остался один рабочий день',
      children: words('Клиника отвечает до конца среды, 17 июня.'),
    },
  },
  {
    name: 'danger',
    props: {
      kind: 'danger',
      title: 'Если кому-то плохо прямо сейчас, звоните 112 или 103',
      children: words('Сайт не вызывает скорую помощь.'),
    },
  },
  { name: 'success', props: { kind: 'success', title: 'Адрес подтверждён', is_live: true } },
  { name: 'English', props: { kind: 'warn', title: 'One working day left' } },
];
