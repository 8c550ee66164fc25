-- Who answers instead of the clinic, where the topic says so: an organisation. Null: the clinic itself.
alter table cases add column routed_to text;
