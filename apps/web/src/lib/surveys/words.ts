import { m } from '@otklik/i18n';

const SERVICES: Readonly<Record<string, () => string>> = {
  'doctor-visit': m.survey_service_doctor_visit,
  'home-visit': m.survey_service_home_visit,
  tests: m.survey_service_tests,
  vaccination: m.survey_service_vaccination,
  'check-up': m.survey_service_check_up,
  'rehabilitation-course': m.survey_service_rehabilitation_course,
  'school-enrolment': m.survey_service_school_enrolment,
  'kindergarten-enrolment': m.survey_service_kindergarten_enrolment,
  'sports-section': m.survey_service_sports_section,
  'social-service': m.survey_service_social_service,
};

/** What a visit was for. */
export const serviceWords = (code: string | null): string =>
  ((code && SERVICES[code]) || m.survey_service_any)();

const MODES: Readonly<Record<string, () => string>> = {
  mail: m.survey_mode_mail,
  cabinet: m.survey_mode_cabinet,
  sms: m.survey_mode_sms,
  messenger: m.survey_mode_messenger,
  paper: m.survey_mode_paper,
  tablet: m.survey_mode_tablet,
  poster: m.survey_mode_poster,
};

/** By which way of asking answers came. */
export const modeWords = (mode: string): string => (MODES[mode] ?? m.survey_mode_mail)();
