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

/** A part of a photo, in shares (0 to 1) of its width and height, from its upper left corner. */
export interface PhotoArea {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** How an area is made unreadable: an even box, or a blur of which no letter and no face comes back. */
export const COVER_MANNERS = ['box', 'blur'] as const;
export type CoverManner = (typeof COVER_MANNERS)[number];

/** Every door's photos pass here. Limits: 15 MB and 50 megapixels a photo. */
export interface ImagePort {
  /** @throws AppError photo-undecodable, photo-too-large */
  clean(bytes: Uint8Array): Promise<CleanPhoto>;
  /**
   * Paints over areas of a photo that `clean` made, as a new photo: of what lay there nothing is left in it.
   * @throws AppError photo-undecodable, over-capacity
   */
  cover(bytes: Uint8Array, areas: readonly PhotoArea[], manner: CoverManner): Promise<CleanPhoto>;
  /**
   * Draws a picture of our own from SVG, in our own letters, as PNG. Only for markup that we wrote: texts in
   * it must be escaped, and it may name nothing outside itself.
   * @throws AppError over-capacity
   */
  draw(svg: string): Promise<Uint8Array>;
}
