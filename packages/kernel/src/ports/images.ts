/** A photo after the one pipeline: decoded, turned upright, re-encoded, with no metadata at all. */
export interface CleanPhoto {
  readonly bytes: Uint8Array;
  readonly contentType: 'image/jpeg';
  readonly width_px: number;
  readonly height_px: number;
  readonly thumbnail: Uint8Array;
  /** SHA-256 of `bytes`, hexadecimal. */
  readonly sha256: string;
}

/** Every door's photos pass here. Limits: 15 MB and 50 megapixels a photo. */
export interface ImagePort {
  /** @throws AppError photo-undecodable, photo-too-large */
  clean(bytes: Uint8Array): Promise<CleanPhoto>;
}
