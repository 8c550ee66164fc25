import { defineQuery } from '@otklik/kernel';
import { anybody } from '../policy.ts';
import { nothing as input } from '../schema.ts';
import { projectsToday } from '../view.ts';

/** All projects of the region, those that opened last first. */
export const listProjects = defineQuery({
  name: 'crowd.list-projects',
  input,
  policy: anybody,
  handle: ({ tx }) => projectsToday(tx),
});
