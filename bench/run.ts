// `npm run bench -- NAME`: prints ratios against a reference measured in the same run, never bare promises.
const BENCHES: Readonly<Record<string, () => Promise<{ main(args: string[]): Promise<void> }>>> = {
  filing: () => import('./filing.ts'),
  digest: () => import('./digest.ts'),
  lifecycle: () => import('./lifecycle.ts'),
  volume: () => import('./volume.ts'),
  explain: () => import('./explain.ts'),
  memory: () => import('./memory.ts'),
  'form-page': () => import('./form-page.ts'),
  'form-weight': () => import('./form-weight.ts'),
  waits: () => import('./waits.ts'),
  'slot-changes': () => import('./slot-changes.ts'),
  'slot-day': () => import('./slot-day.ts'),
  'scheduling-publication': () => import('./scheduling-publication.ts'),
  'access-storage': () => import('./access-storage.ts'),
  'access-pages': () => import('./access-pages.ts'),
  similar: () => import('./similar.ts'),
  'survey-answers': () => import('./survey-answers.ts'),
  'survey-dashboard': () => import('./survey-dashboard.ts'),
  open311: () => import('./open311.ts'),
  'survey-mail': () => import('./survey-mail.ts'),
};

const [name = '', ...args] = process.argv.slice(2);
const bench = BENCHES[name];
if (!bench) {
  console.log(`npm run bench -- NAME, where NAME is one of: ${Object.keys(BENCHES).join(', ')}`);
  process.exit(2);
}
await (await bench()).main(args);
process.exit();
