import type { Route } from '../route.ts';
import { accessRoutes } from './access.ts';
import { actLogRoutes } from './act-log.ts';
import { attachedRoutes } from './attached.ts';
import { cabinetRoutes } from './cabinet.ts';
import { calendarRoutes } from './calendars.ts';
import { clinicRoutes } from './clinics.ts';
import { complaintRoutes } from './complaints.ts';
import { draftRoutes } from './drafts.ts';
import { referralRoutes } from './referrals.ts';
import { slotSourceRoutes } from './slot-sources.ts';
import { messageRoutes } from './messages.ts';
import { statisticsRoutes } from './statistics.ts';
import { surveyResultRoutes } from './survey-results.ts';
import { systemicRoutes } from './systemic.ts';
import { takeDownRoutes } from './take-downs.ts';
import { thanksRoutes } from './thanks.ts';
import { topicRoutes } from './topics.ts';
import { visitRoutes } from './visits.ts';

/** Every route of the API but its own description. */
export const ROUTES: readonly Route[] = [
  ...clinicRoutes,
  ...topicRoutes,
  ...complaintRoutes,
  ...draftRoutes,
  ...statisticsRoutes,
  ...calendarRoutes,
  ...actLogRoutes,
  ...takeDownRoutes,
  ...thanksRoutes,
  ...systemicRoutes,
  ...visitRoutes,
  ...attachedRoutes,
  ...referralRoutes,
  ...messageRoutes,
  ...surveyResultRoutes,
  ...cabinetRoutes,
  ...accessRoutes,
  ...slotSourceRoutes,
];
