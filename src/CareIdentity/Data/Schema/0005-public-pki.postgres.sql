-- What relying parties fetch, for PostgreSQL: OCSP signers, revocation lists and what changed. The same tables as 0005-public-pki.sqlite.sql.

-- How many parts its revocation list has, and in which part a certificate is: for ever. 0: the complete list only.
alter table issuers add column crl_shards integer not null default 0;
alter table certificates add column crl_shard integer not null default 0;
create index ix_certificates_issuer_id_crl_shard on certificates (issuer_id, crl_shard) where status in ('Revoked', 'Void');

-- On record before it is signed; the certificate is null until it is.
create table ocsp_signers (
    id uuid not null,
    issuer_id uuid not null,
    serial varchar(40) not null,
    key_name varchar(64) not null,
    not_before timestamptz not null,
    not_after timestamptz not null,
    to_be_signed bytea not null,
    certificate bytea,
    created_at timestamptz not null,
    version uuid not null,
    constraint pk_ocsp_signers primary key (id),
    constraint fk_ocsp_signers_issuer_id foreign key (issuer_id) references issuers (id) on delete restrict
);

create unique index ux_ocsp_signers_key_name on ocsp_signers (key_name);
create unique index ux_ocsp_signers_issuer_id_serial on ocsp_signers (issuer_id, serial);

-- The number is taken by adding the row; sha256 is null until the list is complete.
create table revocation_lists (
    id uuid not null,
    issuer_id uuid not null,
    shard integer not null,
    number bigint not null,
    this_update timestamptz not null,
    next_update timestamptz not null,
    entries bigint not null,
    octets bigint not null,
    sha256 bytea,
    constraint pk_revocation_lists primary key (id),
    constraint ck_revocation_lists_shard check (shard >= 0 and number > 0),
    constraint fk_revocation_lists_issuer_id foreign key (issuer_id) references issuers (id) on delete restrict
);

create unique index ux_revocation_lists_issuer_id_shard_number on revocation_lists (issuer_id, shard, number);

create table revocation_list_parts (
    list_id uuid not null,
    part integer not null,
    octets bytea not null,
    constraint pk_revocation_list_parts primary key (list_id, part),
    constraint fk_revocation_list_parts_list_id foreign key (list_id) references revocation_lists (id) on delete restrict
);

-- Read by every node several times a second.
create table revocation_changes (
    id uuid not null,
    issuer_id uuid not null,
    serial varchar(40) not null,
    shard integer not null,
    at timestamptz not null,
    constraint pk_revocation_changes primary key (id),
    constraint fk_revocation_changes_issuer_id foreign key (issuer_id) references issuers (id) on delete restrict
);

create index ix_revocation_changes_at on revocation_changes (at);
create index ix_revocation_changes_issuer_id on revocation_changes (issuer_id);
