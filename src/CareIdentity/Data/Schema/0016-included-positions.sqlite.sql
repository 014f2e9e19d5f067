-- Positions that include others, and areas of work, for SQLite. The same as 0016-included-positions.postgres.sql.

-- Who holds the first has what the second gives. What it gives stands beneath the first as access profiles of its own, kept in step with
-- those that they come from: whoever asks what somebody may do finds it where everything else stands.
create table position_inclusions (
    position_id text not null,
    included_id text not null,
    constraint pk_position_inclusions primary key (position_id, included_id),
    constraint ck_position_inclusions_not_itself check (position_id <> included_id),
    constraint fk_position_inclusions_included_id foreign key (included_id) references positions (id) on delete restrict,
    constraint fk_position_inclusions_position_id foreign key (position_id) references positions (id) on delete restrict
) strict;

create index ix_position_inclusions_included_id on position_inclusions (included_id);

alter table access_profiles add column included_from text constraint fk_access_profiles_included_from references access_profiles (id) on delete restrict;

create index ix_access_profiles_included_from on access_profiles (included_from);
create unique index ux_access_profiles_position_id_included_from on access_profiles (position_id, included_from) where included_from is not null;

-- Where in health and care somebody works; a third kind of code beside job roles and activities.
create table areas_of_work (
    code text not null constraint pk_areas_of_work primary key,
    name text not null,
    closed integer not null,
    version text not null
) strict;

create table access_profile_areas (
    access_profile_id text not null,
    area text not null,
    constraint pk_access_profile_areas primary key (access_profile_id, area),
    constraint fk_access_profile_areas_access_profile_id foreign key (access_profile_id) references access_profiles (id) on delete restrict,
    constraint fk_access_profile_areas_area foreign key (area) references areas_of_work (code) on delete restrict
) strict;

create index ix_access_profile_areas_area on access_profile_areas (area);
