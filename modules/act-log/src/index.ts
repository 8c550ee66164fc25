export { manifest } from './manifest.ts';
export type { PublishedHead } from './model.ts';
