import type { NextStep } from '@otklik/accounts';

/** The page that a newly signed-in person needs first. */
export const PATH_AFTER: Readonly<Record<NextStep, string>> = {
  home: '/my',
  desk: '/desk',
  'second-factor': '/sign-in/second-factor',
  enrol: '/my/security',
};
