-- Three years of one series lie on as many pages as there are days, because days are written side by side: read from
-- the index alone they lie on a score.
create index access_wait_days_of_series on access_wait_days (region_id, clinic_id, specialty, kind, mode, day)
  include (k1_days, k3_days, known, load_permille, norm_min, known_min);
