-- RA staff: appointment, agreement, training; attachments of requests, for SQLite. The same tables as 0011-staff-and-attachments.postgres.sql.

-- How long a training counts, and what shows it. What was recorded before counts for three years.
alter table ra_trainings add column version text not null default '00000000-0000-0000-0000-000000000011';
alter table ra_trainings add column expires_on text not null default '9999-12-31' constraint ck_ra_trainings_dates check (expires_on >= completed_on);
alter table ra_trainings add column evidence text not null default 'Recorded before sessions were';
alter table ra_trainings add column recorded_by text constraint ck_ra_trainings_recorded_by_another check (recorded_by is null or recorded_by <> profile_id);
update ra_trainings set expires_on = date(completed_on, '+3 years');

-- What a position of RA staff rests on: the letter of the organisation's owner, the agreement, the day by which training is due. Nobody
-- records their own.
create table ra_appointments (
    assignment_id text not null constraint pk_ra_appointments primary key,
    profile_id text not null,
    version text not null,
    signed_by text not null,
    signed_as text not null,
    signed_on text not null,
    reference text not null,
    recorded_at text not null,
    recorded_by text,
    training_due_on text not null,
    agreement_version text,
    agreed_at text,
    suspended_at text,
    suspended_because text,
    constraint ck_ra_appointments_agreed check ((agreed_at is null) = (agreement_version is null)),
    constraint ck_ra_appointments_recorded_by_another check (recorded_by is null or recorded_by <> profile_id),
    constraint ck_ra_appointments_suspended check ((suspended_at is null) = (suspended_because is null)),
    constraint fk_ra_appointments_assignment_id foreign key (assignment_id) references position_assignments (id) on delete restrict,
    constraint fk_ra_appointments_profile_id foreign key (profile_id) references profiles (id) on delete restrict
) strict;

create index ix_ra_appointments_profile_id on ra_appointments (profile_id);

-- When the training behind an appointment is looked at again.
create table training_watches (
    assignment_id text not null constraint pk_training_watches primary key,
    look_on text not null,
    constraint fk_training_watches_assignment_id foreign key (assignment_id) references ra_appointments (assignment_id) on delete restrict
) strict;

create index ix_training_watches_look_on on training_watches (look_on);

-- Courses of a Registration Authority, the roles that they are for, their sessions, and who has a place.
create table training_courses (
    id text not null constraint pk_training_courses primary key,
    version text not null,
    organisation text not null,
    name text not null,
    about text not null,
    months integer not null,
    opened_at text not null,
    closed_at text,
    constraint fk_training_courses_organisation foreign key (organisation) references organisations (code) on delete restrict
) strict;

create index ix_training_courses_organisation on training_courses (organisation);
create unique index ux_training_courses_organisation_name on training_courses (organisation, name) where closed_at is null;

create table training_course_roles (
    course_id text not null,
    role text not null,
    constraint pk_training_course_roles primary key (course_id, role),
    constraint fk_training_course_roles_course_id foreign key (course_id) references training_courses (id) on delete restrict
) strict;

create table training_sessions (
    id text not null constraint pk_training_sessions primary key,
    version text not null,
    course_id text not null,
    starts_at text not null,
    minutes integer not null,
    venue text not null,
    trainer text not null,
    places integer not null,
    taken integer not null,
    state text not null,
    constraint ck_training_sessions_places check (taken >= 0 and taken <= places),
    constraint fk_training_sessions_course_id foreign key (course_id) references training_courses (id) on delete restrict
) strict;

create index ix_training_sessions_course_id_starts_at on training_sessions (course_id, starts_at);

create table training_places (
    session_id text not null,
    profile_id text not null,
    version text not null,
    state text not null,
    booked_at text not null,
    booked_by text not null,
    constraint pk_training_places primary key (session_id, profile_id),
    constraint fk_training_places_profile_id foreign key (profile_id) references profiles (id) on delete restrict,
    constraint fk_training_places_session_id foreign key (session_id) references training_sessions (id) on delete restrict
) strict;

create index ix_training_places_profile_id on training_places (profile_id);

-- Pictures and texts that show what a request says. Only ever added.
create table request_attachments (
    id text not null constraint pk_request_attachments primary key,
    request_id text not null,
    name text not null,
    content_type text not null,
    content blob not null,
    digest text not null,
    size integer not null,
    attached_at text not null,
    attached_by text not null,
    constraint ck_request_attachments_size check (size > 0 and size <= 5242880),
    constraint fk_request_attachments_attached_by foreign key (attached_by) references profiles (id) on delete restrict,
    constraint fk_request_attachments_request_id foreign key (request_id) references access_requests (id) on delete restrict
) strict;

create index ix_request_attachments_attached_by on request_attachments (attached_by);
create unique index ux_request_attachments_request_id_digest on request_attachments (request_id, digest);

-- Those who were RA staff before stay it: whoever holds a role of the Registration Authority today was appointed on paper. A role comes
-- from the job role, or from the activities of a sponsor, an ID checker or an unlocker, or any that include them.
with recursive giving (activity) as (
    select code from activities where code in ('B1300', 'B0267', 'X0002')
    union
    select i.activity from activity_inclusions i join giving g on i.includes = g.activity
)
insert into ra_appointments (assignment_id, profile_id, version, signed_by, signed_as, signed_on, reference, recorded_at, training_due_on, agreement_version, agreed_at)
select a.id, a.profile_id, '00000000-0000-0000-0000-000000000011', 'Care Identity Service', 'Taken over', a.starts_on, 'On paper, before letters were recorded', a.granted_at, date(a.starts_on, '+28 days'), '2026-1', a.granted_at
from position_assignments a
where a.removed_at is null and exists (
    select 1 from access_profiles x
    where x.position_id = a.position_id and (
        x.job_role in ('R5072', 'R5080', 'R5090')
        or exists (select 1 from baseline_activities b where b.job_role = x.job_role and b.activity in (select activity from giving))
        or exists (select 1 from added_activities d where d.access_profile_id = x.id and d.activity in (select activity from giving))
    )
);

insert into training_watches (assignment_id, look_on) select assignment_id, training_due_on from ra_appointments;
