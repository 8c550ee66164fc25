import type { Layout } from './types.ts';
import { SOCKET_PORT } from './socket-dir.ts';

/** Name of the file with our settings inside the cluster; the operator's own go below its `include`. */
export const SETTINGS_FILE = 'otklik.conf';

/**
 * Settings for one process of ours on a machine of 2 cores and 2 GB and up, rewritten at every start.
 * Whatever makes a commit durable (fsync, synchronous_commit, full_page_writes) keeps its default, on.
 */
export const SETTINGS = `# Written by Otklik at every start. Put your own settings below the include in postgresql.conf.
# Room for two pools of 20, the job runner, the CLI and the superuser; each idle connection costs ~2 MB.
max_connections = 60
shared_buffers = 128MB
# 60 x 8 MB is the worst case of a sort in every connection at once, still under 0.5 GB.
work_mem = 8MB
maintenance_work_mem = 64MB
effective_cache_size = 512MB
# A city's day of writes is far below this; it bounds the disk at about 0.5 GB of log.
max_wal_size = 512MB
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
