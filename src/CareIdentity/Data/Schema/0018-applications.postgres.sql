-- Applications for a Care ID, for PostgreSQL. The same tables as applications.sqlite.sql.

-- Whoever invited or sponsored never decides; the sides that they have taken are those of the duty ledger.
create table applications (
    id uuid not null,
    version uuid not null,
    reference varchar(11) not null,
    state varchar(40) not null,
    organisation varchar(10) not null,
    invited_by uuid not null,
    invited_by_side varchar(40) not null,
    invited_as varchar(200) not null,
    invited_at timestamptz not null,
    sponsor_id uuid,
    given_name varchar(100) not null,
    family_name varchar(100) not null,
    email varchar(200) not null,
    note varchar(1000) not null,
    position_id uuid,
    starts_on date,
    expires_on date,
    link_hash bytea not null,
    link_until timestamptz not null,
    submitted varchar(8000),
    submitted_at timestamptz,
    needed varchar(1000),
    decided_by uuid,
    decided_by_side varchar(40),
    decided_at timestamptz,
    reason varchar(40),
    profile_id uuid,
    purged_at timestamptz,
    constraint pk_applications primary key (id),
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
);

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
    application_id uuid not null,
    answers varchar(8000) not null,
    code_hash bytea,
    code_until timestamptz,
    code_tries integer not null,
    codes_sent integer not null,
    codes_since timestamptz,
    session_hash bytea,
    session_until timestamptz,
    constraint pk_application_drafts primary key (application_id),
    constraint fk_application_drafts_application_id foreign key (application_id) references applications (id) on delete restrict
);

create unique index ux_application_drafts_session_hash on application_drafts (session_hash);

create table application_pictures (
    application_id uuid not null,
    slot varchar(40) not null,
    content bytea not null,
    content_type varchar(20) not null,
    digest varchar(64) not null,
    taken_at timestamptz not null,
    constraint pk_application_pictures primary key (application_id, slot),
    constraint ck_application_pictures_size check (length(content) between 1 and 5242880),
    constraint fk_application_pictures_application_id foreign key (application_id) references applications (id) on delete restrict
);
