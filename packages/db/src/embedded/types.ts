import type { EmbeddedError } from './embedded-error.ts';

/** Receives what happens to the embedded server. `event` is a fixed word, `data` holds no personal data. */
export type EmbeddedLog = (
  level: 'info' | 'warn' | 'error',
  event: string,
  data?: Record<string, unknown>,
) => void;

export interface EmbeddedOptions {
  /** Folder of all data of the installation; made when missing. */
  dataDir: string;
  log?: EmbeddedLog;
  /**
   * Called once when a serving process can no longer be sure of its server: PostgreSQL died and would
   * not start again, or another process took the folder meanwhile. The process should then exit.
   */
  onLost?: (error: EmbeddedError) => void;
  /**
   * Where the cluster lives when we run as root and no unprivileged user can reach `dataDir` (a checkout
   * under /root). `dataDir/postgres` is then a link to it. Default `/var/lib/otklik`.
   */
  systemDir?: string;
}

/** A running embedded server, held by this process. */
export interface EmbeddedServer {
  /** Address for the superuser `postgres` and the database `postgres`; `new URL` and `pg` both read it. */
  readonly superUrl: string;
  readonly port: number;
  /** Folder of the Unix socket; null where the server listens on loopback TCP (Windows). */
  readonly socketDir: string | null;
  /** True when the server was already running. */
  readonly adopted: boolean;
  /** Changes when the server had to be started again. */
  readonly postmasterPid: number;
  /** Lets go of the server, and stops it (fast shutdown) when no other process of ours uses it. */
  stop(): Promise<void>;
}

/** Where a running server listens. */
export interface RunningServer {
  pid: number;
  port: number;
  socketDir: string | null;
}

/** User that initdb and postgres run as; null: the same as this process. */
export type ServerUser = { uid: number; gid: number } | null;

/** All paths, resolved and free of links. */
export interface Layout {
  dataDir: string;
  /** `dataDir/postgres`, or what it links to: cluster, run, bin, half-made clusters. */
  home: string;
  cluster: string;
  /** Short enough for a Unix socket; null on Windows. */
  socketDir: string | null;
  secretFile: string;
  logFile: string;
  leaseFile: string;
  serverUser: ServerUser;
}
