// Run in a process of its own, with some TZ: prints every golden verdict and a summary of many answers.
import { checkVector, deadline, elapsed } from '../../src/index.ts';
import { OFFICE, goldenFiles, russia } from './golden.ts';

const verdicts = goldenFiles().flatMap(([, file]) =>
  file.cases.map((vector) => checkVector(file, vector, russia)),
);
const answers: unknown[] = [];
for (let start = Date.UTC(2024, 0, 2); start < Date.UTC(2026, 9, 1); start += 7_777_777_000) {
  for (const zone of ['Europe/Moscow', 'Asia/Kamchatka', 'America/St_Johns']) {
    const asked = { zone, calendar: russia, schedule: OFFICE, start };
    answers.push(deadline({ ...asked, term: { amount: 700, unit: 'minutes' } }));
    answers.push(deadline({ ...asked, term: { amount: 8, unit: 'working-days' } }));
    answers.push(elapsed({ ...asked, from: start, to: start + 600_000_000 }));
  }
}
process.stdout.write(
  JSON.stringify({ failed: verdicts.filter(({ ok }) => !ok).length, verdicts, answers }),
);
