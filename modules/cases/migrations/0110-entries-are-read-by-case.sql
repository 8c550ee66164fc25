-- No reader asks for the entries of one actor over all cases: every one starts from a case. At six million entries
-- this index was larger than what it pointed at needs for its key, and each entry paid for it.
drop index case_entries_by_actor;
