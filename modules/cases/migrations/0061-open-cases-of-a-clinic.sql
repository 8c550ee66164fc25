-- What a clinic has open on a subject, newest first: among these a new case's like is looked for.
create index cases_open_by_subject on cases (region_id, clinic_id, subject_code, published_at desc, id desc)
  where closed_at is null and published_at is not null;
