import type { Example } from '../gallery-types.ts';
import type { Props } from './photo-strip.svelte';

const drawn =
  'data:image/svg+xml,' +
  encodeURIComponent(
    '<svg xmlns="http://www.w3.org/2000/svg" width="240" height="180"><rect width="240" height="180" fill="#c9bda6"/><path d="M0 140h240v40H0zM60 60h50v80H60z" fill="#8d8068"/></svg>',
  );
const photo = { src: drawn, width: 240, height: 180 };

export const examples: Example<Props>[] = [
  {
    name: 'two photos',
    props: {
      label: 'Фотографии автора',
      photos: [
        { ...photo, href: '#p1', alt: 'Очередь в коридоре второго этажа' },
        { ...photo, href: '#p2', alt: 'Объявление на двери кабинета' },
      ],
    },
  },
  {
    name: 'one of two veiled',
    props: {
      label: 'Фотографии автора',
      photos: [
        { ...photo, href: '#p4', alt: 'Фотография 1' },
        { ...photo, href: '#p5', alt: 'Фотография 2', veil: 'Тяжёлое фото. Показать' },
      ],
    },
  },
  { name: 'none shows nothing', props: { label: 'Фотографии', photos: [] } },
  {
    name: 'English',
    props: {
      label: 'Photos of the author',
      photos: [{ ...photo, href: '#p3', alt: 'A queue in the corridor of the second floor' }],
    },
  },
];
