export { addKek } from './key-files.ts';
export { createKeys, readKeysInfo } from './keys.ts';
export type { KeysInfo, KeysOptions } from './keys.ts';
export { createDiskStore } from './objects.ts';
export type { DiskStore } from './objects.ts';
