import { sealedForms } from '@otklik/cases';

/** Forms of complaints; under `draftHash` a form's row and photos are known. */
export const {
  hashOf: draftHash,
  write: writeDraft,
  read: readDraft,
  forget: forgetDraft,
  deleteBefore: deleteDraftsBefore,
} = sealedForms({
  table: 'complaint_drafts',
  hashedAs: 'otklik-draft',
  purpose: 'complaint-draft',
});
