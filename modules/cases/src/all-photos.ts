// What other modules need of the photos of cases.
export { paintPhoto } from './cover-photo.ts';
export * from './photos.ts';
export { photoCover } from './schema-photos.ts';
export { coverPhoto, dropPhoto, photoAt } from './store/covered-photos.ts';
export * from './store/photos.ts';
