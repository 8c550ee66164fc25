export { prepareJobs } from './prepare.ts';
export { defineJob, runDueJobs, startJobs, type JobsOptions } from './run.ts';
export { watchQueue, type QueueFacts, type QueueWatch } from './watch.ts';
