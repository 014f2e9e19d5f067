-- What relying parties fetch, for SQLite: OCSP signers, revocation lists and what changed. The same tables as 0005-public-pki.postgres.sql.

-- How many parts its revocation list has, and in which part a certificate is: for ever. 0: the complete list only.
alter table issuers add column crl_shards integer not null default 0;
alter table certificates add column crl_shard integer not null default 0;
create index ix_certificates_issuer_id_crl_shard on certificates (issuer_id, crl_shard) where status in ('Revoked', 'Void');

-- On record before it is signed; the certificate is null until it is.
create table ocsp_signers (
    id text not null constraint pk_ocsp_signers primary key,
    issuer_id text not null,
    serial text not null,
    key_name text not null,
    not_before text not null,
    not_after text not null,
    to_be_signed blob not null,
    certificate blob,
    created_at text not null,
    version text not null,
    constraint fk_ocsp_signers_issuer_id foreign key (issuer_id) references issuers (id) on delete restrict
) strict;

create unique index ux_ocsp_signers_key_name on ocsp_signers (key_name);
create unique index ux_ocsp_signers_issuer_id_serial on ocsp_signers (issuer_id, serial);

-- The number is taken by adding the row; sha256 is null until the list is complete.
create table revocation_lists (
    id text not null constraint pk_revocation_lists primary key,
    issuer_id text not null,
    shard integer not null,
    number integer not null,
    this_update text not null,
    next_update text not null,
    entries integer not null,
    octets integer not null,
    sha256 blob,
    constraint ck_revocation_lists_shard check (shard >= 0 and number > 0),
    constraint fk_revocation_lists_issuer_id foreign key (issuer_id) references issuers (id) on delete restrict
) strict;

create unique index ux_revocation_lists_issuer_id_shard_number on revocation_lists (issuer_id, shard, number);

create table revocation_list_parts (
    list_id text not null,
    part integer not null,
    octets blob not null,
    constraint pk_revocation_list_parts primary key (list_id, part),
    constraint fk_revocation_list_parts_list_id foreign key (list_id) references revocation_lists (id) on delete restrict
) strict;

-- Read by every node several times a second.
create table revocation_changes (
    id text not null constraint pk_revocation_changes primary key,
    issuer_id text not null,
    serial text not null,
    shard integer not null,
    at text not null,
    constraint fk_revocation_changes_issuer_id foreign key (issuer_id) references issuers (id) on delete restrict
) strict;

create index ix_revocation_changes_at on revocation_changes (at);
create index ix_revocation_changes_issuer_id on revocation_changes (issuer_id);
