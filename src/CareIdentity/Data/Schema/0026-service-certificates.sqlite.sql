-- Certificates that are asked for by file, of servers and of signers of documents, for SQLite. The same table as 0026-service-certificates.postgres.sql.

-- On record before it is signed; the certificate is null until it is.
create table service_certificates (
    id text not null constraint pk_service_certificates primary key,
    issuer_id text not null,
    serial text not null,
    crl_shard integer not null,
    kind text not null,
    name text not null,
    not_before text not null,
    not_after text not null,
    to_be_signed blob not null,
    key_hash blob not null,
    reserved_at text not null,
    status text not null,
    certificate blob,
    revoked_at text,
    reason text,
    version text not null,
    constraint ck_service_certificates_kept_when_signed check (status in ('Reserved', 'Void') or certificate is not null),
    constraint ck_service_certificates_revoked_has_time check ((status = 'Revoked') = (revoked_at is not null and reason is not null)),
    constraint fk_service_certificates_issuer_id foreign key (issuer_id) references issuers (id) on delete restrict
) strict;

create unique index ux_service_certificates_issuer_id_serial on service_certificates (issuer_id, serial);
create unique index ux_service_certificates_key_hash on service_certificates (key_hash);
