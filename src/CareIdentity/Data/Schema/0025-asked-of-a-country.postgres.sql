-- ODS codes are compared octet by octet wherever they stand, for PostgreSQL. Only organisations.code said so, and "an index can support only one
-- collation per index column" (PostgreSQL 15, 11.11): where codes were joined, all rows were read. Indexes are made again, tables are not
-- written again. The same as 0025-asked-of-a-country.sqlite.sql.
alter table access_profiles alter column organisation type varchar(10) collate "C";
alter table access_requests alter column organisation type varchar(10) collate "C";
alter table applications alter column organisation type varchar(10) collate "C";
alter table audit_events alter column organisation type varchar(10) collate "C";
alter table batches alter column organisation type varchar(10) collate "C";
alter table card_loans alter column organisation type varchar(10) collate "C";
alter table card_operations alter column organisation type varchar(10) collate "C";
alter table identity_checks alter column organisation type varchar(10) collate "C";
alter table mapped_positions alter column organisation type varchar(10) collate "C";
alter table messages alter column organisation type varchar(10) collate "C";
alter table offline_forms alter column organisation type varchar(10) collate "C";
alter table organisation_ancestors alter column organisation type varchar(10) collate "C", alter column ancestor type varchar(10) collate "C";
alter table organisation_moves alter column organisation type varchar(10) collate "C", alter column from_parent type varchar(10) collate "C", alter column to_parent type varchar(10) collate "C";
alter table organisation_names alter column organisation type varchar(10) collate "C";
alter table organisations alter column ra_parent type varchar(10) collate "C";
alter table positions alter column organisation type varchar(10) collate "C";
alter table profiles alter column registered_at type varchar(10) collate "C";
alter table smartcards alter column stock_of type varchar(10) collate "C";
alter table staff_conflicts alter column organisation type varchar(10) collate "C";
alter table staff_records alter column organisation type varchar(10) collate "C";
alter table staff_source_sites alter column organisation type varchar(10) collate "C";
alter table staff_sources alter column organisation type varchar(10) collate "C";
alter table training_courses alter column organisation type varchar(10) collate "C";
alter table workgroups alter column organisation type varchar(10) collate "C";
alter table wrong_entry_reports alter column organisation type varchar(10) collate "C";

-- What a work-list counts stands in the indexes that find it: of a country there are some 50,000 open requests.
drop index ix_access_requests_decided_at;
create index ix_access_requests_decided_at_state_kind on access_requests (decided_at, state, kind);
create index ix_access_requests_state_kind_raised_by_assigned_to_counts_from on access_requests (state, kind, raised_by, assigned_to, counts_from, escalated_at) where state in ('Open', 'Returned');
