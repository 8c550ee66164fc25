-- How often an address was written to of late is asked before each letter with a link.
create index mailed_links_of_contact on mailed_links (region_id, contact_id, created_at);
