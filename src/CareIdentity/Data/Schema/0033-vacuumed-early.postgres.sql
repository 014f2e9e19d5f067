-- Pages count along indexes alone, which PostgreSQL answers without the table only where nothing on its page has changed since the last vacuum. By
-- itself it waits for a fifth of the table: some ten thousand of 42,000 open requests had become late in a night, and a count over them took 12 ms instead of 5.
-- The same as 0033-vacuumed-early.sqlite.sql, which knows no such thing.
alter table access_requests set (autovacuum_vacuum_scale_factor = 0.01, autovacuum_vacuum_insert_scale_factor = 0.01);
alter table position_assignments set (autovacuum_vacuum_scale_factor = 0.01, autovacuum_vacuum_insert_scale_factor = 0.01);
alter table certificates set (autovacuum_vacuum_scale_factor = 0.01, autovacuum_vacuum_insert_scale_factor = 0.01);
