-- An answer that was given to several cases at once is taken out of sight at each; notes of those who joined and
-- promises with interim answers can be taken too.
alter table take_downs
  -- The take-down that took this copy with it.
  add column copy_of uuid,
  drop constraint take_downs_kind_check,
  add constraint take_downs_kind_check check (kind in ('story', 'answer', 'photos', 'notes', 'promises'));
drop index one_standing_take_down;
create unique index one_standing_take_down on take_downs
  (region_id, case_id, kind, (coalesce(answer_id, '00000000-0000-0000-0000-000000000000')))
  where restored_at is null;
create index take_downs_of_copies on take_downs (region_id, copy_of) where copy_of is not null;
