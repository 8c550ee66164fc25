-- Where a word is common the planner prefers to read every story from end to end, and to unpack its words: seconds.
-- The index of words holds the marks of day and place too, so that it always answers sooner.
alter function stories_with(tsquery) set enable_seqscan = off;
alter function stories_dated(tsquery) set enable_seqscan = off;
