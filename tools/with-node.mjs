// Starts a TypeScript file of ours. Plain JavaScript, so that a Node that is too old can at least say so:
// npm scripts find the project's own Node first, unless its optional package could not be installed.
import { spawnSync } from 'node:child_process';

const [major] = process.versions.node.split('.').map(Number);
if (major < 24) {
  console.error(`Node ${process.versions.node} is too old to run this project by itself, and the Node 24 that npm
brings along (an optional package for Linux and macOS) is not installed here. Install Node 24, or run
"npm ci" without "--omit=optional".`);
  // An install must still end well, or the advice above could not be followed.
  process.exit(process.env.npm_lifecycle_event === 'prepare' ? 0 : 1);
}
const { status } = spawnSync(process.execPath, process.argv.slice(2), { stdio: 'inherit' });
process.exit(status ?? 1);
