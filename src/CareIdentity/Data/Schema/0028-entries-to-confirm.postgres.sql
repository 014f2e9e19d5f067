-- Registration Authorities whose entry nobody has confirmed for long: a hundred of forty thousand organisations, found as such. For PostgreSQL;
-- the same as 0028-entries-to-confirm.sqlite.sql.
create index ix_organisations_kind_contact_confirmed_on_sort_name on organisations (kind, contact_confirmed_on, sort_name);
