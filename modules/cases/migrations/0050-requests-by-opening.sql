-- Neighbours' systems ask by the time of filing: the newest thousand of a span, whatever became of them.
create index cases_public_opened on cases (region_id, opened_at desc, id desc) where published_at is not null;
