import { render } from 'svelte/server';
import { expect, test } from 'vitest';
import { PhotoStrip, VeiledPhoto } from '../src/index.ts';

const photo = {
  src: '/small.jpg',
  href: '/whole.jpg',
  alt: 'Фотография 2',
  width: 240,
  height: 180,
};
const veil = 'Тяжёлое фото. Показать';

test('a veiled photo opens without script, says what it is, and hides nothing from who opens it', () => {
  const { body } = render(VeiledPhoto, { props: { ...photo, veil } });
  // Closed as it comes; the link to the whole picture lies inside.
  expect(body).toMatch(/<details(?![^>]*\sopen)[^>]*>/);
  const [summary = ''] = /<summary[\s\S]*<\/summary>/.exec(body) ?? [];
  expect(summary).toContain(veil);
  expect(summary).toContain(photo.alt);
  // What is blurred is a picture of nothing to a screen reader.
  expect(summary).toContain('alt=""');
  expect(summary).not.toContain(photo.href);
  expect(body.slice(body.indexOf('</summary>'))).toContain(`href="${photo.href}"`);
  expect(body).not.toContain('<script');
});

test('in a strip each photo is veiled by itself', () => {
  const photos = [
    { ...photo, href: '/plain.jpg' },
    { ...photo, veil },
  ];
  const { body } = render(PhotoStrip, { props: { label: 'Фотографии', photos } });
  expect(body.match(/<details/g)).toHaveLength(1);
  expect(body.indexOf('/plain.jpg')).toBeLessThan(body.indexOf('<details'));
});
