-- Certificates of servers and of signers of documents are looked for by their end, for SQLite: every quarter of a minute on every node, and
-- however many have ended. The same as 0029-service-certificates-that-end.postgres.sql.
create index ix_service_certificates_status_not_after on service_certificates (status, not_after);
