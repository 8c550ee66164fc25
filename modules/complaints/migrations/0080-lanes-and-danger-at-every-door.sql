-- What a region does about danger and appeals is edited at the desk: versions, each from a day on.
alter table complaint_lanes
  add column version integer not null default 1,
  add column valid_from timestamptz not null default '1970-01-01T00:00:00Z',
  add column changed_by text not null default 'system:bundled-lanes',
  add column changed_at timestamptz,
  add column note text,
  -- The body whose appeals are filed here, by its code.
  add column appeals_body text;
alter table complaint_lanes drop constraint complaint_lanes_pkey;
alter table complaint_lanes add constraint one_lanes_version primary key (region_id, version);

-- What fits no topic may still be about danger: those are read first.
alter table wishes add column danger boolean not null default false;
