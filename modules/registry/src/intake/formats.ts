/** What a file of the registry may be written in; `mos` is the row shape of the city's open-data portal. */
export const IMPORT_FORMATS = ['csv', 'mos', 'json'] as const;
export type ImportFormat = (typeof IMPORT_FORMATS)[number];

export const ENCODINGS = ['utf-8', 'windows-1251', 'utf-16le', 'utf-16be'] as const;
export type Encoding = (typeof ENCODINGS)[number];

export const DELIMITERS = [';', ',', '\t'] as const;
export type Delimiter = (typeof DELIMITERS)[number];

/** What files may hold at most; a city's registry stays far below. */
export const FILE_bytes_MAX = 20_000_000;
export const ROWS_MAX = 200_000;
export const ROW_characters_MAX = 20_000;
export const COLUMNS_MAX = 100;
export const BATCH_rows = 400;

/** What can be imported row by row from the desk: everything that belongs to one region. */
export const TABLE_KINDS = ['organisations', 'clinics', 'objects', 'doctors', 'posts'] as const;
export type TableKind = (typeof TABLE_KINDS)[number];
