-- Filings that came as one: copies of one text, or many more about a clinic or of a topic than there ever are.
create table campaigns (
  region_id text not null,
  id uuid not null,
  kind text not null check (kind in ('copies', 'flood')),
  -- Of a flood: about what.
  clinic_id uuid,
  topic text,
  found_at timestamptz not null,
  last_at timestamptz not null,
  members_count integer not null default 0,
  state text not null check (state in ('open', 'judged', 'dismissed')),
  data_key_id uuid not null,
  finding_sealed text,
  decided_by uuid,
  decided_at timestamptz,
  primary key (region_id, id),
  constraint flood_is_about_one_thing
    check ((kind = 'flood') = (clinic_id is not null or topic is not null) and (clinic_id is null or topic is null)),
  constraint decided_campaign_is_whole
    check ((state = 'open') = (decided_by is null) and (decided_by is null) = (decided_at is null)),
  foreign key (region_id, clinic_id) references clinics (region_id, id)
);
create index campaigns_newest on campaigns (region_id, last_at desc, id);
create unique index one_open_flood_per_clinic on campaigns (region_id, clinic_id) where kind = 'flood' and state = 'open' and clinic_id is not null;
create unique index one_open_flood_per_topic on campaigns (region_id, topic) where kind = 'flood' and state = 'open' and topic is not null;
select protect_region_table('campaigns');

create table campaign_members (
  region_id text not null,
  campaign_id uuid not null,
  case_id uuid not null,
  -- How alike the nearest other one is, 0 to 1; null in a flood.
  likeness real,
  joined_at timestamptz not null,
  primary key (region_id, campaign_id, case_id),
  constraint one_campaign_per_case unique (region_id, case_id),
  foreign key (region_id, campaign_id) references campaigns (region_id, id),
  foreign key (region_id, case_id) references cases (region_id, id)
);
select protect_region_table('campaign_members');

-- From how many on filings are one campaign: data with a day from which it holds. No row: the house's own figures.
create table campaign_rules (
  region_id text not null,
  valid_from date not null,
  copies_min integer not null check (copies_min between 3 and 100),
  likeness_percent integer not null check (likeness_percent between 50 and 100),
  window_days integer not null check (window_days between 1 and 30),
  flood_min integer not null check (flood_min between 5 and 10000),
  changed_by text not null,
  changed_at timestamptz not null,
  primary key (region_id, valid_from)
);
select protect_region_table('campaign_rules', 'select, insert, update');

create function count_campaign_members() returns trigger language plpgsql as $$
begin
  update campaigns c set members_count = m.n
  from (
    select t.region_id, t.campaign_id,
      (select count(*) from campaign_members own where own.region_id = t.region_id and own.campaign_id = t.campaign_id) as n
    from changed t group by 1, 2
  ) m
  where c.region_id = m.region_id and c.id = m.campaign_id;
  return null;
end $$;
create trigger count_campaign_members_in after insert on campaign_members
  referencing new table as changed for each statement execute function count_campaign_members();
create trigger count_campaign_members_out after delete on campaign_members
  referencing old table as changed for each statement execute function count_campaign_members();
