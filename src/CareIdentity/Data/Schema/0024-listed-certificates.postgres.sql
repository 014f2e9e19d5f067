-- What a revocation list says of each certificate stands in the index that finds them, for PostgreSQL: a list is made without a look into the
-- rows, which hold the certificates themselves and lie wherever they were issued. The same as 0024-listed-certificates.sqlite.sql.
drop index ix_certificates_issuer_id_crl_shard;
create index ix_certificates_issuer_id_crl_shard_not_after_serial_revoked_at on certificates (issuer_id, crl_shard, not_after, serial, revoked_at, reserved_at, reason) where status in ('Revoked', 'Void');
