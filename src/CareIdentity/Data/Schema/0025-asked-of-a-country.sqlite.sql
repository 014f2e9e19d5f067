-- ODS codes are compared octet by octet wherever they stand, for SQLite, which does so unless it is told otherwise (Datatypes In SQLite, 7.1:
-- BINARY). The same as 0025-asked-of-a-country.postgres.sql.

-- What a work-list counts stands in the indexes that find it: of a country there are some 50,000 open requests.
drop index ix_access_requests_decided_at;
create index ix_access_requests_decided_at_state_kind on access_requests (decided_at, state, kind);
create index ix_access_requests_state_kind_raised_by_assigned_to_counts_from on access_requests (state, kind, raised_by, assigned_to, counts_from, escalated_at) where state in ('Open', 'Returned');
