import { words } from '../gallery-types.ts';
import type { Example } from '../gallery-types.ts';
import type { Props } from './button.svelte';

export const examples: Example<Props>[] = [
  { name: 'primary', props: { children: words('Отправить жалобу') } },
  { name: 'secondary', props: { variant: 'secondary', children: words('Сохранить черновик') } },
  { name: 'danger', props: { variant: 'danger', children: words('Удалить все мои данные') } },
  { name: 'quiet', props: { variant: 'quiet', children: words('Отозвать') } },
  { name: 'disabled', props: { disabled: true, children: words('Отправляем…') } },
  { name: 'English', props: { children: words('Send the complaint') } },
];
