-- Versions of the reference data, for PostgreSQL. The same as 0017-reference-versions.sqlite.sql.

-- What was proposed, by whom, and who put it in force: never the same person. An import by the operator is one as well.
create table reference_versions (
    id uuid not null constraint pk_reference_versions primary key,
    version uuid not null,
    state varchar(40) not null,
    why varchar(1000) not null,
    proposed_by uuid,
    proposed_at timestamp with time zone not null,
    decided_by uuid,
    decided_at timestamp with time zone,
    constraint ck_reference_versions_two_people check (decided_by is null or state <> 'Published' or decided_by <> proposed_by),
    constraint ck_reference_versions_decided check ((state = 'Proposed') = (decided_at is null))
);

create index ix_reference_versions_proposed_at on reference_versions (proposed_at);

-- What a version adds, renames, closes or takes away, row by row.
create table reference_changes (
    version_id uuid not null,
    kind varchar(40) not null,
    first varchar(6) not null,
    second varchar(6) not null,
    action varchar(40) not null,
    name varchar(200) not null,
    constraint pk_reference_changes primary key (version_id, kind, first, second),
    constraint fk_reference_changes_version_id foreign key (version_id) references reference_versions (id) on delete restrict
);
