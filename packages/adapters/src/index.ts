export { addKek } from './key-files.ts';
export { createKeys, readKeysInfo } from './keys.ts';
export type { KeysInfo, KeysOptions } from './keys.ts';
export { createDiskStore } from './objects.ts';
export type { DiskStore } from './objects.ts';
export { createImages, PHOTO_MAX_bytes, PHOTO_MAX_px } from './images.ts';
export type { ImagesOptions } from './images.ts';
