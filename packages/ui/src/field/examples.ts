import type { Example } from '../gallery-types.ts';
import type { Props } from './field.svelte';

export const examples: Example<Props>[] = [
  { name: 'text', props: { name: 'f-text', label: 'Как к вам обращаться' } },
  {
    name: 'e-mail with a hint',
    props: {
      name: 'f-mail',
      type: 'email',
      label: 'Электронная почта',
      hint: 'Пришлём ссылку для подтверждения и ответ клиники. Никому не покажем.',
      autocomplete: 'email',
      value: 'anna@example.org',
    },
  },
  {
    name: 'error',
    props: {
      name: 'f-date',
      type: 'date',
      label: 'Когда это было',
      error: 'Введите дату не позже сегодняшней',
      value: '2027-01-01',
    },
  },
  {
    name: 'time',
    props: { name: 'f-time', type: 'time', label: 'Во сколько вы пришли', width: 'short' },
  },
  {
    name: 'date and time',
    props: { name: 'f-moment', type: 'datetime-local', label: 'Когда вас приняли', optional: true },
  },
  {
    name: 'long words',
    props: {
      name: 'f-long',
      label: 'Наименование структурного подразделения оториноларингологического отделения',
      value: 'Рентгенэлектрокардиографический кабинет',
      optional: true,
    },
  },
  {
    name: 'English',
    props: { name: 'f-en', label: 'Your name', hint: 'Only the clinic sees it', optional: true },
  },
];
