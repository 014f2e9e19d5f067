-- Certificates that are asked for by file, of servers and of signers of documents, for PostgreSQL. The same table as 0026-service-certificates.sqlite.sql.

-- On record before it is signed; the certificate is null until it is.
create table service_certificates (
    id uuid not null,
    issuer_id uuid not null,
    serial varchar(40) not null,
    crl_shard integer not null,
    kind varchar(40) not null,
    name varchar(64) not null,
    not_before timestamptz not null,
    not_after timestamptz not null,
    to_be_signed bytea not null,
    key_hash bytea not null,
    reserved_at timestamptz not null,
    status varchar(40) not null,
    certificate bytea,
    revoked_at timestamptz,
    reason varchar(40),
    version uuid not null,
    constraint pk_service_certificates primary key (id),
    constraint ck_service_certificates_kept_when_signed check (status in ('Reserved', 'Void') or certificate is not null),
    constraint ck_service_certificates_revoked_has_time check ((status = 'Revoked') = (revoked_at is not null and reason is not null)),
    constraint fk_service_certificates_issuer_id foreign key (issuer_id) references issuers (id) on delete restrict
);

create unique index ux_service_certificates_issuer_id_serial on service_certificates (issuer_id, serial);
create unique index ux_service_certificates_key_hash on service_certificates (key_hash);
