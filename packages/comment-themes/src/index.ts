export type { CorpusComment } from './corpus.ts';
export { readComments } from './corpus.ts';
export type { Figure, Labelled, Share } from './measure.ts';
export { labelOf, measure } from './measure.ts';
export { LONGEST_COMMENT, themesOf } from './themes.ts';
export type { Aspect, Side, Theme } from './types.ts';
export { ASPECTS, MODEL_VERSION, SIDES } from './types.ts';
