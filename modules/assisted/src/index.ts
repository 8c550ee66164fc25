export { importAssisted } from './bulk.ts';
export { manifest } from './manifest.ts';
export { CHANNELS, TRIES_MAX, type Channel, type NoticeWays } from './model.ts';
