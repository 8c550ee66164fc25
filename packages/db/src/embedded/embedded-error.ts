/** What can go wrong with the embedded server; the operator meets these in the command line. */
export type EmbeddedErrorCode =
  | 'no-embedded-build'
  | 'data-folder-in-use'
  | 'data-folder-not-writable'
  | 'data-folder-foreign'
  | 'data-folder-unusable'
  | 'data-version-mismatch'
  | 'disk-full'
  | 'socket-unusable'
  | 'superuser-password-unusable'
  | 'start-failed'
  | 'start-timeout'
  | 'stop-timeout';

/** An error of the embedded server: `code` for programs, `message` in English for the operator. */
export class EmbeddedError extends Error {
  readonly code: EmbeddedErrorCode;
  readonly data: Readonly<Record<string, string | number | null>>;

  constructor(
    code: EmbeddedErrorCode,
    message: string,
    data: Readonly<Record<string, string | number | null>> = {},
  ) {
    super(message);
    this.name = 'EmbeddedError';
    this.code = code;
    this.data = data;
  }
}

/** The `code` of a Node or PostgreSQL error (`ENOENT`, `57P03`), or the empty string. */
export function errorCode(error: unknown): string {
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === 'string' ? code : '';
}

/** Turns a file system error into an EmbeddedError where the operator can mend it. */
export function explainFileError(error: unknown, path: string): unknown {
  if (error instanceof EmbeddedError) return error;
  switch (errorCode(error)) {
    case 'ENOSPC':
    case 'EDQUOT':
      return diskFull(path);
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return new EmbeddedError(
        'data-folder-not-writable',
        `Cannot write to ${path} (${errorCode(error)}). Give this user the right to write there, or set DATA_DIR to another folder.`,
        { path },
      );
    case 'ENOTDIR':
    case 'EEXIST':
      return new EmbeddedError(
        'data-folder-unusable',
        `${path} should be a folder but something else is in its place. Nothing was changed.`,
        { path },
      );
    default:
      return error;
  }
}

/** No room on the disk that holds `path`. */
export function diskFull(path: string): EmbeddedError {
  return new EmbeddedError(
    'disk-full',
    `No space is left on the disk of ${path}. Free some and start again: nothing committed is lost.`,
    { path },
  );
}
