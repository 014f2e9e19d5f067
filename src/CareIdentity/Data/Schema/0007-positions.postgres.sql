-- Positions that change, for PostgreSQL. The same as 0007-positions.sqlite.sql.

-- The last change, and who approved it: beside the creation and its approval, which stay as they were.
alter table positions
    add column changed_by uuid,
    add column changed_at timestamp with time zone,
    add column change_approved_by uuid,
    add column change_note character varying(1000),
    add constraint ck_positions_change_approved_by_another check (change_approved_by is null or change_approved_by <> changed_by);

-- What one person may not hold together, as policy sets it; beside the separation of duties, which nothing turns off. Codes of job
-- roles or activities; within one organisation, one Registration Authority, or anywhere. Begins with a small set of our own.
create table restricted_combinations (
    code character varying(20) not null constraint pk_restricted_combinations primary key,
    version uuid not null,
    first character varying(5) not null,
    second character varying(5) not null,
    scope character varying(40) not null,
    why character varying(200) not null,
    constraint ck_restricted_combinations_two_codes check (first <> second)
);

insert into restricted_combinations (code, version, first, second, scope, why) values
    ('AUDIT-SPONSOR', '00000000-0000-0000-0000-000000000007', 'R5100', 'B1300', 'Authority', 'Who audits access must not be who asks for it.'),
    ('AUDIT-RAA', '00000000-0000-0000-0000-000000000007', 'R5100', 'R5090', 'Authority', 'Who audits access must not be who grants it.'),
    ('AUDIT-RAM', '00000000-0000-0000-0000-000000000007', 'R5100', 'R5080', 'Authority', 'Who audits access must not be who grants it.'),
    ('PRESCRIBE-SYSTEM', '00000000-0000-0000-0000-000000000007', 'B0420', 'B0062', 'Organisation', 'Who prescribes must not administer the system that records it.'),
    ('PRESCRIBE-DISPENSE', '00000000-0000-0000-0000-000000000007', 'B0420', 'B0572', 'Organisation', 'Who prescribes must not run the pharmacy that dispenses it.');

-- Workgroups: one tree for each organisation. The key to the parent carries the organisation, so that no branch leaves its tree.
create table workgroups (
    id uuid not null constraint pk_workgroups primary key,
    version uuid not null,
    organisation character varying(10) not null,
    parent uuid,
    name character varying(200) not null,
    state character varying(40) not null,
    created_at timestamp with time zone not null,
    constraint ak_workgroups_id_organisation unique (id, organisation),
    constraint ck_workgroups_not_own_parent check (parent <> id),
    constraint fk_workgroups_organisation foreign key (organisation) references organisations (code) on delete restrict,
    constraint fk_workgroups_parent_organisation foreign key (parent, organisation) references workgroups (id, organisation) on delete restrict
);

create index ix_workgroups_parent_organisation on workgroups (parent, organisation);
create unique index ux_workgroups_organisation on workgroups (organisation) where parent is null and state = 'Open';
create unique index ux_workgroups_organisation_name on workgroups (organisation, name) where state = 'Open';

create table workgroup_members (
    workgroup_id uuid not null,
    access_profile_id uuid not null,
    constraint pk_workgroup_members primary key (workgroup_id, access_profile_id),
    constraint fk_workgroup_members_access_profile_id foreign key (access_profile_id) references access_profiles (id) on delete restrict,
    constraint fk_workgroup_members_workgroup_id foreign key (workgroup_id) references workgroups (id) on delete restrict
);

create index ix_workgroup_members_access_profile_id on workgroup_members (access_profile_id);
