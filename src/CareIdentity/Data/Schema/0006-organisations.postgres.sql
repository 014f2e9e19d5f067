-- The RA tree in time, the RA directory and closing, for PostgreSQL. The same tables as 0006-organisations.sqlite.sql.

-- How to reach a Registration Authority in full, when that was last said to be right, and a closure that no organisation file takes back.
alter table organisations add column contact_address varchar(500);
alter table organisations add column contact_hours varchar(300);
alter table organisations add column contact_confirmed_on date;
alter table organisations add column contact_confirmed_by varchar(200);
alter table organisations add column closed_here_at timestamptz;
-- Found by its beginning, compared byte by byte.
alter table organisations alter column postcode type varchar(10) collate "C";
create index ix_organisations_postcode on organisations (postcode);

-- Every change of a place in the RA tree, planned or over. One planned at a time.
create table organisation_moves (
    id uuid not null,
    organisation varchar(10) not null,
    version uuid not null,
    from_parent varchar(10),
    to_parent varchar(10),
    effective_on date not null,
    why varchar(40) not null,
    reason varchar(1000) not null,
    evidence varchar(200),
    state varchar(40) not null,
    planned_at timestamptz not null,
    planned_by varchar(200) not null,
    ended_at timestamptz,
    outcome varchar(1000),
    constraint pk_organisation_moves primary key (id),
    constraint ck_organisation_moves_ended check ((state = 'Planned') = (ended_at is null)),
    constraint ck_organisation_moves_somewhere check (coalesce(from_parent, '') <> coalesce(to_parent, '') and organisation <> coalesce(to_parent, '')),
    constraint fk_organisation_moves_from_parent foreign key (from_parent) references organisations (code) on delete restrict,
    constraint fk_organisation_moves_organisation foreign key (organisation) references organisations (code) on delete restrict,
    constraint fk_organisation_moves_to_parent foreign key (to_parent) references organisations (code) on delete restrict
);

create unique index ux_organisation_moves_organisation on organisation_moves (organisation) where state = 'Planned';
create index ix_organisation_moves_organisation_planned_at on organisation_moves (organisation, planned_at);
create index ix_organisation_moves_state_effective_on on organisation_moves (state, effective_on);
create index ix_organisation_moves_from_parent on organisation_moves (from_parent);
create index ix_organisation_moves_to_parent on organisation_moves (to_parent);

-- One row, taken by every change of the tree before it reads any of it.
create table ra_tree_editions (
    name varchar(40) not null,
    edition bigint not null,
    constraint pk_ra_tree_editions primary key (name)
);

insert into ra_tree_editions (name, edition) values ('ra', 0);

-- What readers of the public directory say is wrong with an entry.
create table wrong_entry_reports (
    id uuid not null,
    organisation varchar(10) not null,
    version uuid not null,
    what varchar(1000) not null,
    reply_to varchar(200),
    reported_at timestamptz not null,
    resolved_at timestamptz,
    resolved_by varchar(200),
    answer varchar(1000),
    constraint pk_wrong_entry_reports primary key (id),
    constraint ck_wrong_entry_reports_resolved check ((resolved_at is null) = (answer is null)),
    constraint fk_wrong_entry_reports_organisation foreign key (organisation) references organisations (code) on delete restrict
);

create index ix_wrong_entry_reports_organisation_reported_at on wrong_entry_reports (organisation, reported_at);
create index ix_wrong_entry_reports_organisation_resolved_at on wrong_entry_reports (organisation, resolved_at);
