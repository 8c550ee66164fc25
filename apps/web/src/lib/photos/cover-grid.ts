/** Rows and columns of the grid that a photo is covered by: a square is a finger wide on a small phone. */
export const COVER_GRID = 12;
