-- What a filing is compared by with others of its days: keyed hashes of its words' order. No word, no address, no
-- moment; gone with the words, and after thirty days anyway.
create table filing_sketches (
  region_id text not null,
  case_id uuid not null,
  made_on date not null,
  sketch integer[] not null,
  -- Whoever looks for copies has seen it.
  is_compared boolean not null default false,
  primary key (region_id, case_id),
  foreign key (region_id, case_id) references cases (region_id, id)
);
create index filing_sketches_new on filing_sketches (region_id, made_on, case_id) where not is_compared;
create index filing_sketches_by_age on filing_sketches (region_id, made_on);
select protect_region_table('filing_sketches');

-- Filings that may be copies of one another share one of these.
create table filing_bands (
  region_id text not null,
  band text not null,
  made_on date not null,
  case_id uuid not null,
  primary key (region_id, band, case_id),
  foreign key (region_id, case_id) references cases (region_id, id)
);
create index filing_bands_of_case on filing_bands (region_id, case_id);
create index filing_bands_by_age on filing_bands (region_id, made_on);
select protect_region_table('filing_bands', 'select, insert, delete');
