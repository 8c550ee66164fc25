import { COMMANDS, usage } from './cli/commands.ts';
import { explain } from './explain.ts';
import { readSettings } from './settings.ts';

const out = (line: string): void => void process.stdout.write(`${line}\n`);
const complain = (line: string): void => void process.stderr.write(`${line}\n`);

const [name = 'help', ...args] = process.argv.slice(2);
const command = COMMANDS[name];
if (!command) {
  complain(usage());
  process.exitCode = name === 'help' ? 0 : 2;
} else {
  try {
    process.exitCode = await command.run({ args, out, settings: () => readSettings(process.env) });
  } catch (error) {
    complain(explain(error));
    process.exitCode = 1;
  }
  // Pools and timers of a finished command may not hold the process.
  process.exit();
}
