export { cardShape, innOk, luhnOk, snilsOk } from './numbers/checksums.ts';
export { findPersonalData } from './find.ts';
export { findSurnames, surnamesIn } from './names/named.ts';
export type { Labels } from './redact.ts';
export { redact } from './redact.ts';
export type { CorpusText, Score, TrapScore, TypeScore } from './score.ts';
export { NUMBER_TYPES, readCorpus, scoreCorpus } from './score.ts';
export type { FindOptions, Role, Span, SpanType } from './types.ts';
export { SPAN_TYPES } from './types.ts';
