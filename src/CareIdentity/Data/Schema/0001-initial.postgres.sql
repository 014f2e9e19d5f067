-- The initial schema for PostgreSQL. The same tables as 0001-initial.sqlite.sql; the drift test compares both with the model.
-- Columns that are searched by their beginning are compared byte by byte (collate "C"), whatever the locale of the cluster.

-- Audit: the append-only trail

-- Only ever added to.
create table audit_events (
    id uuid not null,
    at timestamptz not null,
    type varchar(80) not null,
    in_words varchar(1000) not null,
    detail varchar(8000) not null,
    actor_id uuid,
    actor_name varchar(200) not null,
    acting_as varchar(200) not null,
    assignment_id uuid,
    organisation varchar(10),
    reason varchar(1000) not null,
    evidence varchar(200),
    session_id uuid,
    correlation_id varchar(64) not null,
    constraint pk_audit_events primary key (id)
);

create index ix_audit_events_actor_id_id on audit_events (actor_id, id);
create index ix_audit_events_organisation_id on audit_events (organisation, id);

create table audit_event_subjects (
    kind varchar(40) not null,
    key varchar(40) not null,
    event_id uuid not null,
    constraint pk_audit_event_subjects primary key (kind, key, event_id),
    constraint fk_audit_event_subjects_event_id foreign key (event_id) references audit_events (id) on delete restrict
);

create index ix_audit_event_subjects_event_id on audit_event_subjects (event_id);

-- Search: known words and their slips

-- Compared byte by byte: ranges over it find what begins with a word.
create table name_keys (
    key varchar(40) collate "C" not null,
    word varchar(40) collate "C" not null,
    constraint pk_name_keys primary key (key, word)
);

-- Organisations: the Organisation Data Service and the RA tree

create table organisations (
    code varchar(10) collate "C" not null,
    version uuid not null,
    name varchar(200) not null,
    sort_name varchar(200) collate "C" not null,
    kind varchar(40) not null,
    status varchar(40) not null,
    national_grouping varchar(10),
    geography varchar(10),
    address varchar(500) not null,
    postcode varchar(10),
    telephone varchar(40),
    opened_on date,
    closed_on date,
    commissioner varchar(10),
    setting varchar(10),
    ra_parent varchar(10),
    contact_name varchar(200),
    contact_email varchar(200),
    contact_telephone varchar(40),
    constraint pk_organisations primary key (code),
    constraint ck_organisations_not_own_parent check (ra_parent <> code),
    constraint fk_organisations_ra_parent foreign key (ra_parent) references organisations (code) on delete restrict
);

create index ix_organisations_ra_parent on organisations (ra_parent);
create index ix_organisations_sort_name on organisations (sort_name);

-- Every organisation with each one above it, itself at depth 0.
create table organisation_ancestors (
    organisation varchar(10) not null,
    ancestor varchar(10) not null,
    depth integer not null,
    constraint pk_organisation_ancestors primary key (organisation, ancestor),
    constraint fk_organisation_ancestors_ancestor foreign key (ancestor) references organisations (code) on delete restrict,
    constraint fk_organisation_ancestors_organisation foreign key (organisation) references organisations (code) on delete restrict
);

create index ix_organisation_ancestors_ancestor_organisation on organisation_ancestors (ancestor, organisation);

create table organisation_names (
    word varchar(40) collate "C" not null,
    sort_name varchar(200) collate "C" not null,
    organisation varchar(10) not null,
    constraint pk_organisation_names primary key (word, sort_name, organisation),
    constraint fk_organisation_names_organisation foreign key (organisation) references organisations (code) on delete restrict
);

create index ix_organisation_names_organisation on organisation_names (organisation);

-- People: profiles, duties, identity evidence

create table profiles (
    id uuid not null,
    uuid varchar(12) collate "C" not null,
    kind varchar(40) not null,
    created_at timestamptz not null,
    registered_at varchar(10) not null,
    version uuid not null,
    state varchar(40) not null,
    title varchar(40),
    given_name varchar(100) not null,
    middle_names varchar(100),
    family_name varchar(100) not null,
    name_on_card varchar(200),
    sort_name varchar(200) collate "C" not null,
    date_of_birth date,
    national_insurance_number varchar(9),
    email varchar(200),
    mobile varchar(40),
    professional_number varchar(20),
    verified_at timestamptz,
    closed_at timestamptz,
    terms_version varchar(20),
    terms_accepted_at timestamptz,
    constraint pk_profiles primary key (id),
    constraint ck_profiles_closed_has_time check (state <> 'Closed' or closed_at is not null),
    constraint ck_profiles_person_has_birth check (kind <> 'Person' or date_of_birth is not null),
    constraint ck_profiles_verified_has_time check (state <> 'Verified' or verified_at is not null),
    constraint fk_profiles_registered_at foreign key (registered_at) references organisations (code) on delete restrict
);

create index ix_profiles_date_of_birth on profiles (date_of_birth);
create index ix_profiles_national_insurance_number on profiles (national_insurance_number);
create index ix_profiles_registered_at on profiles (registered_at);
create unique index ux_profiles_uuid on profiles (uuid);

create table profile_names (
    word varchar(40) collate "C" not null,
    sort_name varchar(200) collate "C" not null,
    profile_id uuid not null,
    constraint pk_profile_names primary key (word, sort_name, profile_id),
    constraint fk_profile_names_profile_id foreign key (profile_id) references profiles (id) on delete restrict
);

create index ix_profile_names_profile_id_word on profile_names (profile_id, word);

create table profile_photos (
    profile_id uuid not null,
    content bytea not null,
    content_type varchar(20) not null,
    taken_at timestamptz not null,
    constraint pk_profile_photos primary key (profile_id),
    constraint fk_profile_photos_profile_id foreign key (profile_id) references profiles (id) on delete restrict
);

-- One side for each person and profile, for ever: the key is the separation of duties (decisions §2).
create table duties (
    profile_id uuid not null,
    person_id uuid not null,
    side varchar(40) not null,
    since timestamptz not null,
    constraint pk_duties primary key (profile_id, person_id),
    constraint ak_duties_profile_id_person_id_side unique (profile_id, person_id, side),
    constraint ck_duties_subject_is_oneself check ((side = 'Subject') = (profile_id = person_id)),
    constraint fk_duties_person_id foreign key (person_id) references profiles (id) on delete restrict,
    constraint fk_duties_profile_id foreign key (profile_id) references profiles (id) on delete restrict
);

create index ix_duties_person_id on duties (person_id);

-- Only the agent side may check an identity.
create table identity_checks (
    id uuid not null,
    profile_id uuid not null,
    checked_by uuid not null,
    checked_by_side varchar(40) not null,
    checked_at timestamptz not null,
    organisation varchar(10) not null,
    manner varchar(40) not null,
    constraint pk_identity_checks primary key (id),
    constraint ck_identity_checks_by_agent check (checked_by_side = 'Agent'),
    constraint fk_identity_checks_organisation foreign key (organisation) references organisations (code) on delete restrict,
    constraint fk_identity_checks_profile_id foreign key (profile_id) references profiles (id) on delete restrict,
    constraint fk_identity_checks_profile_id_checked_by_checked_by_side foreign key (profile_id, checked_by, checked_by_side) references duties (profile_id, person_id, side) on delete restrict
);

create index ix_identity_checks_organisation on identity_checks (organisation);
create index ix_identity_checks_profile_id_checked_by_checked_by_side on identity_checks (profile_id, checked_by, checked_by_side);

create table identity_documents (
    id uuid not null,
    check_id uuid not null,
    kind varchar(40) not null,
    issuer varchar(100) not null,
    number varchar(40),
    issued_on date,
    expires_on date,
    constraint pk_identity_documents primary key (id),
    constraint fk_identity_documents_check_id foreign key (check_id) references identity_checks (id) on delete restrict
);

create index ix_identity_documents_check_id on identity_documents (check_id);
create index ix_identity_documents_number_kind on identity_documents (number, kind);

-- Access: reference data, positions, assignments

create table reference_sets (
    name varchar(40) not null,
    imported_at timestamptz not null,
    version uuid not null,
    constraint pk_reference_sets primary key (name)
);

create table job_roles (
    code varchar(5) not null,
    name varchar(200) not null,
    closed boolean not null,
    version uuid not null,
    constraint pk_job_roles primary key (code)
);

create table activities (
    code varchar(5) not null,
    name varchar(200) not null,
    closed boolean not null,
    version uuid not null,
    constraint pk_activities primary key (code)
);

create table activity_inclusions (
    activity varchar(5) not null,
    includes varchar(5) not null,
    constraint pk_activity_inclusions primary key (activity, includes),
    constraint fk_activity_inclusions_activity foreign key (activity) references activities (code) on delete restrict,
    constraint fk_activity_inclusions_includes foreign key (includes) references activities (code) on delete restrict
);

create index ix_activity_inclusions_includes on activity_inclusions (includes);

create table baseline_activities (
    job_role varchar(5) not null,
    activity varchar(5) not null,
    constraint pk_baseline_activities primary key (job_role, activity),
    constraint fk_baseline_activities_activity foreign key (activity) references activities (code) on delete restrict,
    constraint fk_baseline_activities_job_role foreign key (job_role) references job_roles (code) on delete restrict
);

create index ix_baseline_activities_activity on baseline_activities (activity);

create table positions (
    id uuid not null,
    organisation varchar(10) not null,
    name varchar(200) not null,
    version uuid not null,
    state varchar(40) not null,
    assignable_by_sponsors boolean not null,
    created_by uuid not null,
    approved_by uuid,
    approval_note varchar(1000) not null,
    created_at timestamptz not null,
    constraint pk_positions primary key (id),
    constraint ck_positions_approved_by_another check (approved_by is null or approved_by <> created_by),
    constraint fk_positions_organisation foreign key (organisation) references organisations (code) on delete restrict
);

create index ix_positions_organisation on positions (organisation);

create table access_profiles (
    id uuid not null,
    position_id uuid not null,
    organisation varchar(10) not null,
    job_role varchar(5) not null,
    constraint pk_access_profiles primary key (id),
    constraint fk_access_profiles_job_role foreign key (job_role) references job_roles (code) on delete restrict,
    constraint fk_access_profiles_organisation foreign key (organisation) references organisations (code) on delete restrict,
    constraint fk_access_profiles_position_id foreign key (position_id) references positions (id) on delete restrict
);

create index ix_access_profiles_job_role on access_profiles (job_role);
create index ix_access_profiles_organisation_job_role on access_profiles (organisation, job_role);
create index ix_access_profiles_position_id on access_profiles (position_id);

create table added_activities (
    access_profile_id uuid not null,
    activity varchar(5) not null,
    constraint pk_added_activities primary key (access_profile_id, activity),
    constraint fk_added_activities_access_profile_id foreign key (access_profile_id) references access_profiles (id) on delete restrict,
    constraint fk_added_activities_activity foreign key (activity) references activities (code) on delete restrict
);

create index ix_added_activities_activity on added_activities (activity);

-- The foreign keys to duties carry the side, so the database refuses a sponsor who grants and an agent who sponsors.
create table position_assignments (
    id uuid not null,
    profile_id uuid not null,
    position_id uuid not null,
    version uuid not null,
    starts_on date not null,
    expires_on date,
    removed_at timestamptz,
    granted_at timestamptz not null,
    granted_by uuid,
    granted_by_side varchar(40),
    sponsored_by uuid,
    sponsored_by_side varchar(40),
    constraint pk_position_assignments primary key (id),
    constraint ck_position_assignments_dates check (expires_on is null or expires_on >= starts_on),
    constraint ck_position_assignments_granter_side check (granted_by is null or granted_by_side in ('Agent', 'Sponsor')),
    constraint ck_position_assignments_sponsor_side check (sponsored_by is null or sponsored_by_side = 'Sponsor'),
    constraint ck_position_assignments_two_people check (granted_by_side <> 'Agent' or (sponsored_by is not null and sponsored_by <> granted_by)),
    constraint fk_position_assignments_position_id foreign key (position_id) references positions (id) on delete restrict,
    constraint fk_position_assignments_profile_id foreign key (profile_id) references profiles (id) on delete restrict,
    constraint fk_position_assignments_profile_id_granted_by_granted_by_side foreign key (profile_id, granted_by, granted_by_side) references duties (profile_id, person_id, side) on delete restrict,
    constraint fk_position_assignments_profile_id_sponsored_by_sponsored_by_si foreign key (profile_id, sponsored_by, sponsored_by_side) references duties (profile_id, person_id, side) on delete restrict
);

create index ix_position_assignments_position_id on position_assignments (position_id);
create index ix_position_assignments_profile_id_granted_by_granted_by_side on position_assignments (profile_id, granted_by, granted_by_side);
create index ix_position_assignments_profile_id_sponsored_by_sponsored_by_si on position_assignments (profile_id, sponsored_by, sponsored_by_side);
create unique index ux_position_assignments_profile_id_position_id on position_assignments (profile_id, position_id) where removed_at is null;

create table ra_trainings (
    profile_id uuid not null,
    role varchar(40) not null,
    completed_on date not null,
    constraint pk_ra_trainings primary key (profile_id, role),
    constraint fk_ra_trainings_profile_id foreign key (profile_id) references profiles (id) on delete restrict
);

-- Requests

-- Nobody decides what they raised.
create table access_requests (
    id uuid not null,
    reference varchar(11) not null,
    kind varchar(40) not null,
    version uuid not null,
    state varchar(40) not null,
    organisation varchar(10) not null,
    subject_id uuid,
    subject_name varchar(200) not null,
    raised_by uuid not null,
    raised_by_side varchar(40) not null,
    raised_as varchar(200) not null,
    raised_at timestamptz not null,
    note varchar(1000) not null,
    details varchar(4000),
    position_id uuid,
    starts_on date,
    expires_on date,
    waits_for uuid,
    decided_by uuid,
    decided_at timestamptz,
    decision_reason varchar(1000),
    locked_by uuid,
    locked_until timestamptz,
    constraint pk_access_requests primary key (id),
    constraint ck_access_requests_decided check (state = 'Open' or decided_at is not null),
    constraint ck_access_requests_decided_by_another check (decided_by is null or decided_by <> raised_by),
    constraint ck_access_requests_details check (kind <> 'CreateProfile' or details is not null),
    constraint ck_access_requests_position check (kind <> 'AssignPosition' or (position_id is not null and starts_on is not null)),
    constraint ck_access_requests_sponsored check (raised_by_side = 'Sponsor'),
    constraint fk_access_requests_decided_by foreign key (decided_by) references profiles (id) on delete restrict,
    constraint fk_access_requests_organisation foreign key (organisation) references organisations (code) on delete restrict,
    constraint fk_access_requests_position_id foreign key (position_id) references positions (id) on delete restrict,
    constraint fk_access_requests_raised_by foreign key (raised_by) references profiles (id) on delete restrict,
    constraint fk_access_requests_subject_id_raised_by_raised_by_side foreign key (subject_id, raised_by, raised_by_side) references duties (profile_id, person_id, side) on delete restrict,
    constraint fk_access_requests_waits_for foreign key (waits_for) references access_requests (id) on delete restrict
);

create index ix_access_requests_decided_by on access_requests (decided_by);
create index ix_access_requests_organisation_state_raised_at on access_requests (organisation, state, raised_at);
create index ix_access_requests_position_id on access_requests (position_id);
create index ix_access_requests_raised_by_raised_at on access_requests (raised_by, raised_at);
create index ix_access_requests_subject_id_raised_by_raised_by_side on access_requests (subject_id, raised_by, raised_by_side);
create index ix_access_requests_waits_for on access_requests (waits_for);
create unique index ux_access_requests_reference on access_requests (reference);
create unique index ux_access_requests_subject_id_position_id on access_requests (subject_id, position_id) where state = 'Open' and kind = 'AssignPosition';

create table journey_drafts (
    id uuid not null,
    owner_id uuid not null,
    journey varchar(60) not null,
    answers varchar(16000) not null,
    photo bytea,
    photo_type varchar(20),
    changed_at timestamptz not null,
    constraint pk_journey_drafts primary key (id),
    constraint fk_journey_drafts_owner_id foreign key (owner_id) references profiles (id) on delete restrict
);

create index ix_journey_drafts_changed_at on journey_drafts (changed_at);
create unique index ux_journey_drafts_owner_id_journey on journey_drafts (owner_id, journey);
