export { admissionsOn } from './store/admissions.ts';
export {
  AGES,
  admissionOf,
  isOpen,
  type Admission,
  type AdmissionState,
  type Ages,
} from './model/admission.ts';
export { splitAddress } from './model/address.ts';
export { manifest } from './manifest.ts';
export { ruleOn, type AttachmentRule } from './model/rules.ts';
export type { ClinicForAddress, FoundForAddress } from './queries/find-clinic.ts';
export type { SetReport } from './model/report.ts';
