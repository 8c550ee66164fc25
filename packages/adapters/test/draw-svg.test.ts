import sharp from 'sharp';
import { expect, it } from 'vitest';
import { createImages } from '@otklik/adapters';

const svg = (words: string, family: string): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="400" height="80"><rect width="400" height="80" fill="#fff"/><text x="8" y="56" font-family="${family}" font-size="40" font-weight="700">${words}</text></svg>`;

it('draws our own letters as PNG of the size asked for', async () => {
  const images = createImages();
  const drawn = await images.draw(svg('Очередь № 5', 'Golos Text'));
  const facts = await sharp(drawn).metadata();
  expect([facts.format, facts.width, facts.height]).toEqual(['png', 400, 80]);
  // Letters that the machine lacks would all be the same boxes, and those of another family other letters.
  for (const other of [svg('Очередъ № 6', 'Golos Text'), svg('Очередь № 5', 'No Such Family')])
    expect(Buffer.compare(drawn, await images.draw(other))).not.toBe(0);
});
