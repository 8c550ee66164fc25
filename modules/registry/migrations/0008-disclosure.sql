-- From how many on a figure is shown: one row a region, asked by every page, interface, export and feed.
create table disclosure (
  region_id text not null,
  cells_min integer not null default 5 check (cells_min >= 1),
  survey_results_min integer not null default 8 check (survey_results_min >= 1),
  percentages_min integer not null default 10 check (percentages_min >= 1),
  public_ratings_min integer not null default 30 check (public_ratings_min >= 1),
  private_ratings_min integer not null default 10 check (private_ratings_min >= 1),
  primary key (region_id)
);
select protect_region_table('disclosure', 'select, insert, update');
