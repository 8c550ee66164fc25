-- The search index is derived and written by one function for clinics it has just read. Its reference
-- cost more than all the rest of an import: 94,000 checks for 5,000 clinics.
alter table clinic_terms drop constraint clinic_term_clinic;
