export { closePilots } from './export/close-pilots.ts';
export { LIST_NAME, readExport, SIGNATURE_NAME, vouchers } from './export/read-export.ts';
export { verifyExport, type Verdict } from './export/verify.ts';
export { exportKey, writeExport } from './export/write-export.ts';
export { manifest } from './manifest.ts';
export { PILOT_STATES, type PilotState } from './model/states.ts';
export { joinPilot as pilotFile } from './schema.ts';
export { signedList } from './signed-list.ts';
export type { PublicPilot } from './view.ts';
