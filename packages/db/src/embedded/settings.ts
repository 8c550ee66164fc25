import { totalmem } from 'node:os';
import type { Layout } from './types.ts';
import { SOCKET_PORT } from './socket-dir.ts';

/** Name of the file with our settings inside the cluster; the operator's own go below its `include`. */
export const SETTINGS_FILE = 'otklik.conf';

const MB = 2 ** 20;
const clamped = (least: number, wanted: number, most: number): number =>
  Math.round(Math.min(Math.max(wanted, least), most));

/** What the machine, or the container we are in, lets us use, in bytes. */
function memoryHere(): number {
  const constrained = process.constrainedMemory();
  return constrained > 0 ? Math.min(constrained, totalmem()) : totalmem();
}

/**
 * Settings for one process of ours on a machine of 2 cores and 2 GB and up, rewritten at every start; what
 * is kept in memory, and how much log lies between two checkpoints, grows with the memory (in bytes).
 * Whatever makes a commit durable (fsync, synchronous_commit, full_page_writes) keeps its default, on.
 */
export function settingsFor(memory = memoryHere()): string {
  const buffers_MB = clamped(128, memory / MB / 12, 2048);
  const cache_MB = clamped(512, memory / MB / 2, 65_536);
  // Each checkpoint makes the next write of every page a whole page: rare ones write far less.
  const log_MB = clamped(512, memory / MB / 6, 4096);
  return `# Written by Otklik at every start. Put your own settings below the include in postgresql.conf.
# Room for two processes (serve and worker, or the CLI) with their pools (10 for the app, 8 for jobs, 5 for
# sessions, 3 more) and the superuser; each idle connection costs ~2 MB.
max_connections = 60
shared_buffers = ${buffers_MB}MB
# 60 x 8 MB is the worst case of a sort in every connection at once, still under 0.5 GB.
work_mem = 8MB
maintenance_work_mem = 64MB
effective_cache_size = ${cache_MB}MB
# A city's day of writes is far below this; it bounds the disk that the log takes.
max_wal_size = ${log_MB}MB
checkpoint_timeout = 15min
max_parallel_workers = 2
max_parallel_workers_per_gather = 1
# The planner's default supposes a turning disk.
random_page_cost = 1.1
timezone = 'UTC'
log_timezone = 'UTC'
log_line_prefix = '%m [%p] '
log_checkpoints = off
# No personal data in the log: no statements, parameters or key values of a failed one.
log_min_error_statement = panic
log_parameter_max_length = 0
log_parameter_max_length_on_error = 0
log_error_verbosity = terse
`;
}

/** Arguments that the server's life depends on; the command line wins over every file. */
export function serverArguments(layout: Layout, port: number): string[] {
  const socketDirs = layout.socketDir === null ? '' : `"${layout.socketDir.replaceAll('"', '""')}"`;
  const listen = layout.socketDir === null ? '127.0.0.1' : '';
  const settings = {
    listen_addresses: listen,
    port: String(layout.socketDir === null ? port : SOCKET_PORT),
    unix_socket_directories: socketDirs,
    unix_socket_permissions: '0700',
    // Standard error is already a file; the collector would be one more process to lose.
    logging_collector: 'off',
    log_destination: 'stderr',
  };
  return [
    '-D',
    layout.cluster,
    ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
  ];
}
