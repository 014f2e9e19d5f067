-- A certificate is in an index only while it is looked for by it, for PostgreSQL: one on its way by when it was reserved, one that is signed by its
-- fingerprint, one in use by its holder and its end. The same as 0030-certificates-in-few-indexes.sqlite.sql.
drop index ix_certificates_profile_id_kind_status_not_after;
drop index ix_certificates_status_not_after;
drop index ux_certificates_fingerprint;
create index ix_certificates_profile_id_kind_not_after on certificates (profile_id, kind, not_after) where status = 'Active';
create index ix_certificates_not_after on certificates (not_after) where status = 'Active';
create index ix_certificates_reserved_at on certificates (reserved_at) where status = 'Reserved';
create unique index ux_certificates_fingerprint on certificates (fingerprint) where fingerprint is not null;
