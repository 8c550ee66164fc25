export { manifest } from './manifest.ts';
export { commentAad } from './store/originals.ts';
export { COMMENT_CHARACTERS_MAX } from './schema.ts';
export type { PublicComment } from './view.ts';
