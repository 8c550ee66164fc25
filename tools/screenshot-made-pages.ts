import type { Stop } from './screenshot-stop.ts';

/** Those that a fresh demonstration does not lead to: what they show is made first, see `screenshot-made.ts`. */
const stops: readonly Stop[] = [
  { path: '/appeals/{appeal}', as: 'citizen', name: 'appeal_own' },
  { path: '/desk/appeals/{appeal}', as: 'coordinator', name: 'desk_appeal' },
  { path: '/complaints/{returned}/mend', as: 'citizen', name: 'complaint_mend' },
  {
    path: '/complaints/{returned}/mend',
    as: 'citizen',
    follow: 'main a[href$="/cover"]',
    name: 'complaint_mend_cover',
    route: '/complaints/[number]/mend/photos/[id]/cover',
  },
  {
    path: '/desk/cases/{pictured}',
    as: 'moderator',
    follow: 'main a[href*="/photos/"]:not(:has(img))',
    name: 'desk_case_photo',
    route: '/desk/cases/[number]/photos/[id]',
  },
  {
    path: '/desk/intake/calls',
    as: 'clerk',
    follow: 'main a[href*="/desk/intake/letters/"]',
    name: 'desk_intake_letter',
    route: '/desk/intake/letters/[id]',
  },
  {
    path: '/desk/comments',
    as: 'moderator',
    follow: 'main a[href*="/desk/comments/"]',
    name: 'desk_comment',
    route: '/desk/comments/[id]',
  },
  { path: '/desk/registry/imports/{import}', as: 'administrator', name: 'desk_registry_import' },
  { path: '/sign-in/again/go?deed={deed}', as: 'administrator', name: 'sign-in_again_go' },
  { path: '/sign-in/second-factor', as: 'half' },
  { path: '/sign-in/with/city', name: 'sign-in_with_provider' },
];

export const made: readonly Stop[] = stops.map((stop) => ({ ...stop, is_made: true }));
