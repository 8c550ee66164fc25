import { expect, test } from 'vitest';
import { meetingIn, shownOf } from '../src/lib/server/meeting.ts';

const asked = (query: string) => meetingIn(new URL(`https://x.example/desk/meeting${query}`));

test('a whole region is shown in part until the rest is asked for; a district is shown whole', () => {
  expect(shownOf(asked(''))).toEqual({ limit: 100 });
  expect(shownOf(asked('?week=2026-06-10'))).toEqual({ limit: 100 });
  expect(shownOf(asked('?rest=yes'))).toEqual({});
  expect(shownOf(asked('?district=d-1'))).toEqual({});
  expect(asked('?rest=yes&district=d-1&week=2026-06-10')).toEqual({
    district: 'd-1',
    week: '2026-06-10',
    rest: 'yes',
  });
});
