import type { Example } from '../gallery-types.ts';
import type { Props } from './veiled-photo.svelte';

const drawn =
  'data:image/svg+xml,' +
  encodeURIComponent(
    '<svg xmlns="http://www.w3.org/2000/svg" width="240" height="180"><rect width="240" height="180" fill="#b5c0a6"/><circle cx="120" cy="90" r="60" fill="#7d6868"/></svg>',
  );
const photo = { src: drawn, width: 240, height: 180 };

export const examples: Example<Props>[] = [
  {
    name: 'veiled',
    props: {
      ...photo,
      href: '#v1',
      alt: 'Фотография 1',
      veil: 'Фотография скрыта. Показать',
    },
  },
  {
    name: 'disturbing',
    props: { ...photo, href: '#v2', alt: 'Фотография 2', veil: 'Тяжёлое фото. Показать' },
  },
  {
    name: 'English',
    props: { ...photo, href: '#v3', alt: 'Photo 1', veil: 'The photo is veiled. Show it' },
  },
];
