export { itemsOf, openFormFor } from './at-point.ts';
export { manifest } from './manifest.ts';
export { insertBatch, keepEntry, putSheet, type Entry } from './store/paper.ts';
export { enrolHash, insertPoint } from './store/points.ts';
