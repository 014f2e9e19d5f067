-- The initial schema for SQLite. The same tables as 0001-initial.postgres.sql; the drift test compares both with the model.
-- Identifiers and times are TEXT as EF Core writes them; strict tables refuse a value of another type.

-- Audit: the append-only trail

-- Only ever added to.
create table audit_events (
    id text not null constraint pk_audit_events primary key,
    at text not null,
    type text not null,
    in_words text not null,
    detail text not null,
    actor_id text,
    actor_name text not null,
    acting_as text not null,
    assignment_id text,
    organisation text,
    reason text not null,
    evidence text,
    session_id text,
    correlation_id text not null
) strict;

create index ix_audit_events_actor_id_id on audit_events (actor_id, id);
create index ix_audit_events_organisation_id on audit_events (organisation, id);

create table audit_event_subjects (
    kind text not null,
    key text not null,
    event_id text not null,
    constraint pk_audit_event_subjects primary key (kind, key, event_id),
    constraint fk_audit_event_subjects_event_id foreign key (event_id) references audit_events (id) on delete restrict
) strict;

create index ix_audit_event_subjects_event_id on audit_event_subjects (event_id);

-- Search: known words and their slips

-- Compared byte by byte: ranges over it find what begins with a word.
create table name_keys (
    key text not null,
    word text not null,
    constraint pk_name_keys primary key (key, word)
) strict;

-- Organisations: the Organisation Data Service and the RA tree

create table organisations (
    code text not null constraint pk_organisations primary key,
    version text not null,
    name text not null,
    sort_name text not null,
    kind text not null,
    status text not null,
    national_grouping text,
    geography text,
    address text not null,
    postcode text,
    telephone text,
    opened_on text,
    closed_on text,
    commissioner text,
    setting text,
    ra_parent text,
    contact_name text,
    contact_email text,
    contact_telephone text,
    constraint ck_organisations_not_own_parent check (ra_parent <> code),
    constraint fk_organisations_ra_parent foreign key (ra_parent) references organisations (code) on delete restrict
) strict;

create index ix_organisations_ra_parent on organisations (ra_parent);
create index ix_organisations_sort_name on organisations (sort_name);

-- Every organisation with each one above it, itself at depth 0.
create table organisation_ancestors (
    organisation text not null,
    ancestor text not null,
    depth integer not null,
    constraint pk_organisation_ancestors primary key (organisation, ancestor),
    constraint fk_organisation_ancestors_ancestor foreign key (ancestor) references organisations (code) on delete restrict,
    constraint fk_organisation_ancestors_organisation foreign key (organisation) references organisations (code) on delete restrict
) strict;

create index ix_organisation_ancestors_ancestor_organisation on organisation_ancestors (ancestor, organisation);

create table organisation_names (
    word text not null,
    sort_name text not null,
    organisation text not null,
    constraint pk_organisation_names primary key (word, sort_name, organisation),
    constraint fk_organisation_names_organisation foreign key (organisation) references organisations (code) on delete restrict
) strict;

create index ix_organisation_names_organisation on organisation_names (organisation);

-- People: profiles, duties, identity evidence

create table profiles (
    id text not null constraint pk_profiles primary key,
    uuid text not null,
    kind text not null,
    created_at text not null,
    registered_at text not null,
    version text not null,
    state text not null,
    title text,
    given_name text not null,
    middle_names text,
    family_name text not null,
    name_on_card text,
    sort_name text not null,
    date_of_birth text,
    national_insurance_number text,
    email text,
    mobile text,
    professional_number text,
    verified_at text,
    closed_at text,
    terms_version text,
    terms_accepted_at text,
    constraint ck_profiles_closed_has_time check (state <> 'Closed' or closed_at is not null),
    constraint ck_profiles_person_has_birth check (kind <> 'Person' or date_of_birth is not null),
    constraint ck_profiles_verified_has_time check (state <> 'Verified' or verified_at is not null),
    constraint fk_profiles_registered_at foreign key (registered_at) references organisations (code) on delete restrict
) strict;

create index ix_profiles_date_of_birth on profiles (date_of_birth);
create index ix_profiles_national_insurance_number on profiles (national_insurance_number);
create index ix_profiles_registered_at on profiles (registered_at);
create unique index ux_profiles_uuid on profiles (uuid);

create table profile_names (
    word text not null,
    sort_name text not null,
    profile_id text not null,
    constraint pk_profile_names primary key (word, sort_name, profile_id),
    constraint fk_profile_names_profile_id foreign key (profile_id) references profiles (id) on delete restrict
) strict;

create index ix_profile_names_profile_id_word on profile_names (profile_id, word);

create table profile_photos (
    profile_id text not null constraint pk_profile_photos primary key,
    content blob not null,
    content_type text not null,
    taken_at text not null,
    constraint fk_profile_photos_profile_id foreign key (profile_id) references profiles (id) on delete restrict
) strict;

-- One side for each person and profile, for ever: the key is the separation of duties (decisions §2).
create table duties (
    profile_id text not null,
    person_id text not null,
    side text not null,
    since text not null,
    constraint pk_duties primary key (profile_id, person_id),
    constraint ak_duties_profile_id_person_id_side unique (profile_id, person_id, side),
    constraint ck_duties_subject_is_oneself check ((side = 'Subject') = (profile_id = person_id)),
    constraint fk_duties_person_id foreign key (person_id) references profiles (id) on delete restrict,
    constraint fk_duties_profile_id foreign key (profile_id) references profiles (id) on delete restrict
) strict;

create index ix_duties_person_id on duties (person_id);

-- Only the agent side may check an identity.
create table identity_checks (
    id text not null constraint pk_identity_checks primary key,
    profile_id text not null,
    checked_by text not null,
    checked_by_side text not null,
    checked_at text not null,
    organisation text not null,
    manner text not null,
    constraint ck_identity_checks_by_agent check (checked_by_side = 'Agent'),
    constraint fk_identity_checks_organisation foreign key (organisation) references organisations (code) on delete restrict,
    constraint fk_identity_checks_profile_id foreign key (profile_id) references profiles (id) on delete restrict,
    constraint fk_identity_checks_profile_id_checked_by_checked_by_side foreign key (profile_id, checked_by, checked_by_side) references duties (profile_id, person_id, side) on delete restrict
) strict;

create index ix_identity_checks_organisation on identity_checks (organisation);
create index ix_identity_checks_profile_id_checked_by_checked_by_side on identity_checks (profile_id, checked_by, checked_by_side);

create table identity_documents (
    id text not null constraint pk_identity_documents primary key,
    check_id text not null,
    kind text not null,
    issuer text not null,
    number text,
    issued_on text,
    expires_on text,
    constraint fk_identity_documents_check_id foreign key (check_id) references identity_checks (id) on delete restrict
) strict;

create index ix_identity_documents_check_id on identity_documents (check_id);
create index ix_identity_documents_number_kind on identity_documents (number, kind);

-- Access: reference data, positions, assignments

create table reference_sets (
    name text not null constraint pk_reference_sets primary key,
    imported_at text not null,
    version text not null
) strict;

create table job_roles (
    code text not null constraint pk_job_roles primary key,
    name text not null,
    closed integer not null,
    version text not null
) strict;

create table activities (
    code text not null constraint pk_activities primary key,
    name text not null,
    closed integer not null,
    version text not null
) strict;

create table activity_inclusions (
    activity text not null,
    includes text not null,
    constraint pk_activity_inclusions primary key (activity, includes),
    constraint fk_activity_inclusions_activity foreign key (activity) references activities (code) on delete restrict,
    constraint fk_activity_inclusions_includes foreign key (includes) references activities (code) on delete restrict
) strict;

create index ix_activity_inclusions_includes on activity_inclusions (includes);

create table baseline_activities (
    job_role text not null,
    activity text not null,
    constraint pk_baseline_activities primary key (job_role, activity),
    constraint fk_baseline_activities_activity foreign key (activity) references activities (code) on delete restrict,
    constraint fk_baseline_activities_job_role foreign key (job_role) references job_roles (code) on delete restrict
) strict;

create index ix_baseline_activities_activity on baseline_activities (activity);

create table positions (
    id text not null constraint pk_positions primary key,
    organisation text not null,
    name text not null,
    version text not null,
    state text not null,
    assignable_by_sponsors integer not null,
    created_by text not null,
    approved_by text,
    approval_note text not null,
    created_at text not null,
    constraint ck_positions_approved_by_another check (approved_by is null or approved_by <> created_by),
    constraint fk_positions_organisation foreign key (organisation) references organisations (code) on delete restrict
) strict;

create index ix_positions_organisation on positions (organisation);

create table access_profiles (
    id text not null constraint pk_access_profiles primary key,
    position_id text not null,
    organisation text not null,
    job_role text not null,
    constraint fk_access_profiles_job_role foreign key (job_role) references job_roles (code) on delete restrict,
    constraint fk_access_profiles_organisation foreign key (organisation) references organisations (code) on delete restrict,
    constraint fk_access_profiles_position_id foreign key (position_id) references positions (id) on delete restrict
) strict;

create index ix_access_profiles_job_role on access_profiles (job_role);
create index ix_access_profiles_organisation_job_role on access_profiles (organisation, job_role);
create index ix_access_profiles_position_id on access_profiles (position_id);

create table added_activities (
    access_profile_id text not null,
    activity text not null,
    constraint pk_added_activities primary key (access_profile_id, activity),
    constraint fk_added_activities_access_profile_id foreign key (access_profile_id) references access_profiles (id) on delete restrict,
    constraint fk_added_activities_activity foreign key (activity) references activities (code) on delete restrict
) strict;

create index ix_added_activities_activity on added_activities (activity);

-- The foreign keys to duties carry the side, so the database refuses a sponsor who grants and an agent who sponsors.
create table position_assignments (
    id text not null constraint pk_position_assignments primary key,
    profile_id text not null,
    position_id text not null,
    version text not null,
    starts_on text not null,
    expires_on text,
    removed_at text,
    granted_at text not null,
    granted_by text,
    granted_by_side text,
    sponsored_by text,
    sponsored_by_side text,
    constraint ck_position_assignments_dates check (expires_on is null or expires_on >= starts_on),
    constraint ck_position_assignments_granter_side check (granted_by is null or granted_by_side in ('Agent', 'Sponsor')),
    constraint ck_position_assignments_sponsor_side check (sponsored_by is null or sponsored_by_side = 'Sponsor'),
    constraint ck_position_assignments_two_people check (granted_by_side <> 'Agent' or (sponsored_by is not null and sponsored_by <> granted_by)),
    constraint fk_position_assignments_position_id foreign key (position_id) references positions (id) on delete restrict,
    constraint fk_position_assignments_profile_id foreign key (profile_id) references profiles (id) on delete restrict,
    constraint fk_position_assignments_profile_id_granted_by_granted_by_side foreign key (profile_id, granted_by, granted_by_side) references duties (profile_id, person_id, side) on delete restrict,
    constraint fk_position_assignments_profile_id_sponsored_by_sponsored_by_si foreign key (profile_id, sponsored_by, sponsored_by_side) references duties (profile_id, person_id, side) on delete restrict
) strict;

create index ix_position_assignments_position_id on position_assignments (position_id);
create index ix_position_assignments_profile_id_granted_by_granted_by_side on position_assignments (profile_id, granted_by, granted_by_side);
create index ix_position_assignments_profile_id_sponsored_by_sponsored_by_si on position_assignments (profile_id, sponsored_by, sponsored_by_side);
create unique index ux_position_assignments_profile_id_position_id on position_assignments (profile_id, position_id) where removed_at is null;

create table ra_trainings (
    profile_id text not null,
    role text not null,
    completed_on text not null,
    constraint pk_ra_trainings primary key (profile_id, role),
    constraint fk_ra_trainings_profile_id foreign key (profile_id) references profiles (id) on delete restrict
) strict;

-- Requests

-- Nobody decides what they raised.
create table access_requests (
    id text not null constraint pk_access_requests primary key,
    reference text not null,
    kind text not null,
    version text not null,
    state text not null,
    organisation text not null,
    subject_id text,
    subject_name text not null,
    raised_by text not null,
    raised_by_side text not null,
    raised_as text not null,
    raised_at text not null,
    note text not null,
    details text,
    position_id text,
    starts_on text,
    expires_on text,
    waits_for text,
    decided_by text,
    decided_at text,
    decision_reason text,
    locked_by text,
    locked_until text,
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
) strict;

create index ix_access_requests_decided_by on access_requests (decided_by);
create index ix_access_requests_organisation_state_raised_at on access_requests (organisation, state, raised_at);
create index ix_access_requests_position_id on access_requests (position_id);
create index ix_access_requests_raised_by_raised_at on access_requests (raised_by, raised_at);
create index ix_access_requests_subject_id_raised_by_raised_by_side on access_requests (subject_id, raised_by, raised_by_side);
create index ix_access_requests_waits_for on access_requests (waits_for);
create unique index ux_access_requests_reference on access_requests (reference);
create unique index ux_access_requests_subject_id_position_id on access_requests (subject_id, position_id) where state = 'Open' and kind = 'AssignPosition';

create table journey_drafts (
    id text not null constraint pk_journey_drafts primary key,
    owner_id text not null,
    journey text not null,
    answers text not null,
    photo blob,
    photo_type text,
    changed_at text not null,
    constraint fk_journey_drafts_owner_id foreign key (owner_id) references profiles (id) on delete restrict
) strict;

create index ix_journey_drafts_changed_at on journey_drafts (changed_at);
create unique index ux_journey_drafts_owner_id_journey on journey_drafts (owner_id, journey);
