-- A message that was sent back, mended and sent again is another content: each sending has a proof of its own.
alter table complaint_filings
  add column sending smallint not null default 1 constraint sendings_count_from_one check (sending > 0);
alter table complaint_filings drop constraint complaint_filings_pkey;
alter table complaint_filings
  add constraint one_filing_per_sending primary key (region_id, case_id, sending);
