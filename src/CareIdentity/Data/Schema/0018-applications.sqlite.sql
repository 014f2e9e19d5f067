-- Applications for a Care ID, for SQLite. The same tables as applications.postgres.sql.

-- Whoever invited or sponsored never decides; the sides that they have taken are those of the duty ledger.
create table applications (
    id text not null constraint pk_applications primary key,
    version text not null,
    reference text not null,
    state text not null,
    organisation text not null,
    invited_by text not null,
    invited_by_side text not null,
    invited_as text not null,
    invited_at text not null,
    sponsor_id text,
    given_name text not null,
    family_name text not null,
    email text not null,
    note text not null,
    position_id text,
    starts_on text,
    expires_on text,
    link_hash blob not null,
    link_until text not null,
    submitted text,
    submitted_at text,
    needed text,
    decided_by text,
    decided_by_side text,
    decided_at text,
    reason text,
    profile_id text,
    purged_at text,
    constraint ck_applications_confirmed check ((state in ('Approved', 'Known')) = (profile_id is not null)),
    constraint ck_applications_confirmed_by_agent check (profile_id is null or (decided_by is not null and decided_by_side = 'Agent')),
    constraint ck_applications_decided_by_another check (decided_by is null or (decided_by <> invited_by and (sponsor_id is null or decided_by <> sponsor_id))),
    constraint ck_applications_invited_as_sponsor check (invited_by_side = 'Sponsor'),
    constraint ck_applications_refused_why check ((state = 'Refused') = (reason is not null)),
    constraint fk_applications_decided_by foreign key (decided_by) references profiles (id) on delete restrict,
    constraint fk_applications_invited_by foreign key (invited_by) references profiles (id) on delete restrict,
    constraint fk_applications_organisation foreign key (organisation) references organisations (code) on delete restrict,
    constraint fk_applications_position_id foreign key (position_id) references positions (id) on delete restrict,
    constraint fk_applications_profile_id_decided_by_decided_by_side foreign key (profile_id, decided_by, decided_by_side) references duties (profile_id, person_id, side) on delete restrict,
    constraint fk_applications_profile_id_invited_by_invited_by_side foreign key (profile_id, invited_by, invited_by_side) references duties (profile_id, person_id, side) on delete restrict,
    constraint fk_applications_sponsor_id foreign key (sponsor_id) references profiles (id) on delete restrict
) strict;

create index ix_applications_decided_at on applications (decided_at) where purged_at is null and decided_at is not null;
create index ix_applications_decided_by on applications (decided_by);
create index ix_applications_invited_by on applications (invited_by);
create unique index ux_applications_link_hash on applications (link_hash);
create index ix_applications_organisation_state_invited_at on applications (organisation, state, invited_at);
create index ix_applications_position_id on applications (position_id);
create index ix_applications_profile_id_decided_by_decided_by_side on applications (profile_id, decided_by, decided_by_side);
create index ix_applications_profile_id_invited_by_invited_by_side on applications (profile_id, invited_by, invited_by_side);
create unique index ux_applications_reference on applications (reference);
create index ix_applications_sponsor_id on applications (sponsor_id);
create index ix_applications_state_link_until on applications (state, link_until);

-- What was typed and not submitted; the code and the browser that open it are here by their hashes only.
create table application_drafts (
    application_id text not null constraint pk_application_drafts primary key,
    answers text not null,
    code_hash blob,
    code_until text,
    code_tries integer not null,
    codes_sent integer not null,
    codes_since text,
    session_hash blob,
    session_until text,
    constraint fk_application_drafts_application_id foreign key (application_id) references applications (id) on delete restrict
) strict;

create unique index ux_application_drafts_session_hash on application_drafts (session_hash);

create table application_pictures (
    application_id text not null,
    slot text not null,
    content blob not null,
    content_type text not null,
    digest text not null,
    taken_at text not null,
    constraint pk_application_pictures primary key (application_id, slot),
    constraint ck_application_pictures_size check (length(content) between 1 and 5242880),
    constraint fk_application_pictures_application_id foreign key (application_id) references applications (id) on delete restrict
) strict;
