-- What the work-list is searched by, and who was told that a request waits too long, for SQLite. The same as 0022-work-list.postgres.sql.

-- The name that was asked for, as names are compared: a person to be registered has no profile yet by which they could be found.
alter table access_requests add column subject_words text not null default '';
update access_requests set subject_words = coalesce((select p.sort_name from profiles p where p.id = access_requests.subject_id), lower(subject_name));

-- Told once, however many nodes there are. Only of those that nobody was told of: what has been looked at is not looked at again.
alter table access_requests add column late_told_at text;
create index ix_access_requests_counts_from on access_requests (counts_from) where state = 'Open' and late_told_at is null;
