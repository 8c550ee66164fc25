-- The public list by place and by outcome, newest first, without reading the region's whole past.
create index cases_by_district on cases (region_id, district_id, published_at desc, id desc) where published_at is not null;
create index cases_by_okrug on cases (region_id, okrug_id, published_at desc, id desc) where published_at is not null;
create index cases_by_outcome on cases (region_id, state, published_at desc, id desc) where published_at is not null;

-- A simulated past takes its block of numbers when it begins: batches written side by side, or cut off and
-- gone on with, give each case the same number.
alter table simulated_pasts add column first_number bigint not null default 1;
