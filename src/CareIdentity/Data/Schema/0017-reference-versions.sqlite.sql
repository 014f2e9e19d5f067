-- Versions of the reference data, for SQLite. The same as 0017-reference-versions.postgres.sql.

-- What was proposed, by whom, and who put it in force: never the same person. An import by the operator is one as well.
create table reference_versions (
    id text not null constraint pk_reference_versions primary key,
    version text not null,
    state text not null,
    why text not null,
    proposed_by text,
    proposed_at text not null,
    decided_by text,
    decided_at text,
    constraint ck_reference_versions_two_people check (decided_by is null or state <> 'Published' or decided_by <> proposed_by),
    constraint ck_reference_versions_decided check ((state = 'Proposed') = (decided_at is null))
) strict;

create index ix_reference_versions_proposed_at on reference_versions (proposed_at);

-- What a version adds, renames, closes or takes away, row by row.
create table reference_changes (
    version_id text not null,
    kind text not null,
    first text not null,
    second text not null,
    action text not null,
    name text not null,
    constraint pk_reference_changes primary key (version_id, kind, first, second),
    constraint fk_reference_changes_version_id foreign key (version_id) references reference_versions (id) on delete restrict
) strict;
