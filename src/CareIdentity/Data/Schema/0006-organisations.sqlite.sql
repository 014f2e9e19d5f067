-- The RA tree in time, the RA directory and closing, for SQLite. The same tables as 0006-organisations.postgres.sql.

-- How to reach a Registration Authority in full, when that was last said to be right, and a closure that no organisation file takes back.
alter table organisations add column contact_address text;
alter table organisations add column contact_hours text;
alter table organisations add column contact_confirmed_on text;
alter table organisations add column contact_confirmed_by text;
alter table organisations add column closed_here_at text;
create index ix_organisations_postcode on organisations (postcode);

-- Every change of a place in the RA tree, planned or over. One planned at a time.
create table organisation_moves (
    id text not null constraint pk_organisation_moves primary key,
    organisation text not null,
    version text not null,
    from_parent text,
    to_parent text,
    effective_on text not null,
    why text not null,
    reason text not null,
    evidence text,
    state text not null,
    planned_at text not null,
    planned_by text not null,
    ended_at text,
    outcome text,
    constraint ck_organisation_moves_ended check ((state = 'Planned') = (ended_at is null)),
    constraint ck_organisation_moves_somewhere check (coalesce(from_parent, '') <> coalesce(to_parent, '') and organisation <> coalesce(to_parent, '')),
    constraint fk_organisation_moves_from_parent foreign key (from_parent) references organisations (code) on delete restrict,
    constraint fk_organisation_moves_organisation foreign key (organisation) references organisations (code) on delete restrict,
    constraint fk_organisation_moves_to_parent foreign key (to_parent) references organisations (code) on delete restrict
) strict;

create unique index ux_organisation_moves_organisation on organisation_moves (organisation) where state = 'Planned';
create index ix_organisation_moves_organisation_planned_at on organisation_moves (organisation, planned_at);
create index ix_organisation_moves_state_effective_on on organisation_moves (state, effective_on);
create index ix_organisation_moves_from_parent on organisation_moves (from_parent);
create index ix_organisation_moves_to_parent on organisation_moves (to_parent);

-- One row, taken by every change of the tree before it reads any of it.
create table ra_tree_editions (
    name text not null constraint pk_ra_tree_editions primary key,
    edition integer not null
) strict;

insert into ra_tree_editions (name, edition) values ('ra', 0);

-- What readers of the public directory say is wrong with an entry.
create table wrong_entry_reports (
    id text not null constraint pk_wrong_entry_reports primary key,
    organisation text not null,
    version text not null,
    what text not null,
    reply_to text,
    reported_at text not null,
    resolved_at text,
    resolved_by text,
    answer text,
    constraint ck_wrong_entry_reports_resolved check ((resolved_at is null) = (answer is null)),
    constraint fk_wrong_entry_reports_organisation foreign key (organisation) references organisations (code) on delete restrict
) strict;

create index ix_wrong_entry_reports_organisation_reported_at on wrong_entry_reports (organisation, reported_at);
create index ix_wrong_entry_reports_organisation_resolved_at on wrong_entry_reports (organisation, resolved_at);
