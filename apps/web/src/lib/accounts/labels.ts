import { m } from '@otklik/i18n';
import type { Assurance, Reach, StaffRole } from '@otklik/kernel';

export const roleLabel = (role: StaffRole): string =>
  ({
    moderator: m.notices_role_moderator,
    executor: m.notices_role_executor,
    head: m.notices_role_head,
    coordinator: m.notices_role_coordinator,
    controller: m.notices_role_controller,
    administrator: m.notices_role_administrator,
    clerk: m.notices_role_clerk,
  })[role]();

/** «одна клиника» or the clinic's own name where it is known. */
export function reachLabel(reach: Reach, name?: string | null): string {
  if (name) return name;
  return {
    region: m.accounts_reach_region,
    district: m.accounts_reach_district_short,
    organisation: m.accounts_reach_organisation_short,
    clinic: m.accounts_reach_clinic,
  }[reach.kind]();
}

// Names of programs are the same in every language.
const NAMES: Readonly<Record<string, string>> = {
  yandex: 'Яндекс Браузер',
  edge: 'Edge',
  opera: 'Opera',
  samsung: 'Samsung Internet',
  firefox: 'Firefox',
  chrome: 'Chrome',
  safari: 'Safari',
  android: 'Android',
  ios: 'iOS',
  windows: 'Windows',
  macos: 'macOS',
  linux: 'Linux',
};

/** `firefox/windows` → «Firefox, Windows». */
export const deviceLabel = (device: string): string =>
  device
    .split('/')
    .flatMap((part) => NAMES[part] ?? [])
    .join(', ') || m.accounts_devices_unknown();

/** How sure a provider was, in words. */
export const assuranceLabel = (assurance: Assurance): string =>
  ({
    simple: m.accounts_assurance_simple,
    standard: m.accounts_assurance_standard,
    confirmed: m.accounts_assurance_confirmed,
    biometric: m.accounts_assurance_biometric,
  })[assurance]();
