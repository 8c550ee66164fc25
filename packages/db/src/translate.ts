import { AppError, type ErrorCode } from '@otklik/kernel';

interface DatabaseError {
  readonly code: string;
  readonly constraint?: string;
}

const isDatabaseError = (error: unknown): error is DatabaseError =>
  error instanceof Error &&
  'code' in error &&
  typeof error.code === 'string' &&
  error.code.length === 5;

// What the driver says when PostgreSQL went away under it; these come without an SQLSTATE.
const LOST_CONNECTION =
  /^(?:Connection terminated|Client has encountered a connection error|connect E|read E|write E)/;

const isLostConnection = (error: unknown): boolean =>
  error instanceof Error && LOST_CONNECTION.test(error.message);

/**
 * The one place where a constraint becomes a code. A unique index decides, never check-then-insert;
 * the manifests say what a broken constraint means, by its name.
 */
export function translator(constraints: Readonly<Record<string, ErrorCode>>) {
  return (error: unknown): unknown => {
    if (isLostConnection(error))
      return new AppError('unavailable', { reason: 'database' }, { cause: error });
    if (!isDatabaseError(error)) return error;
    const named = error.constraint ? constraints[error.constraint] : undefined;
    if (named) return new AppError(named, { constraint: error.constraint }, { cause: error });
    switch (error.code) {
      case '23505':
        return new AppError('already-exists', { constraint: error.constraint }, { cause: error });
      case '23503':
        return new AppError(
          'unknown-reference',
          { constraint: error.constraint },
          { cause: error },
        );
      case '23514':
      case '22001':
      case '22003':
      case '22007':
      case '22008':
      case '22P02':
        return new AppError('invalid-input', { reason: 'out-of-range' }, { cause: error });
      case '40001':
      case '40P01':
        return new AppError('changed-meanwhile', {}, { cause: error });
      case '55P03':
      case '57014':
      // too many connections: as with our own pool, the next moment has room
      case '53300':
        return new AppError('over-capacity', {}, { cause: error });
      // its server stops, starts or broke off
      case '57P01':
      case '57P02':
      case '57P03':
      case '08006':
      // a copy that only reads, during a change of servers
      case '25006':
      // its disk is full or broken, its memory used up: docs/reference/degraded-modes.md
      case '53000':
      case '53100':
      case '53200':
      case '58000':
      case '58030':
        return new AppError('unavailable', { reason: 'database' }, { cause: error });
      default:
        return error;
    }
  };
}
