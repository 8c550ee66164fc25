-- The store of answers asks from how many on a figure is shown, and in which zone a region's days end.
do $$ begin
  execute format('grant select on disclosure, regions to %I', current_setting('otklik.answers_role'));
end $$;
