-- Staff records (what HR systems tell, which positions go with theirs, what was not followed) and paper forms of an outage, for SQLite. The same tables as 0012-staff-records-and-forms.postgres.sql.

-- Where a request comes from.
alter table access_requests add column source text not null default 'Portal';

-- Which details of a person another system looks after.
create table field_ownerships (
    profile_id text not null,
    record_id text not null,
    owner text not null,
    reference text not null,
    fields text not null,
    constraint pk_field_ownerships primary key (profile_id, record_id),
    constraint fk_field_ownerships_profile_id foreign key (profile_id) references profiles (id) on delete restrict
) strict;


create table staff_sources (
    id text not null constraint pk_staff_sources primary key,
    version text not null,
    name text not null,
    organisation text not null,
    owned_fields text not null,
    secret_hash blob,
    secret_made_at text,
    set_up_at text not null,
    set_up_by text not null,
    suspended_at text,
    constraint fk_staff_sources_organisation foreign key (organisation) references organisations (code) on delete restrict,
    constraint fk_staff_sources_set_up_by foreign key (set_up_by) references profiles (id) on delete restrict
) strict;

create index ix_staff_sources_organisation on staff_sources (organisation);
create index ix_staff_sources_set_up_by on staff_sources (set_up_by);

-- A site has one staff record.
create table staff_source_sites (
    organisation text not null constraint pk_staff_source_sites primary key,
    source_id text not null,
    constraint fk_staff_source_sites_organisation foreign key (organisation) references organisations (code) on delete restrict,
    constraint fk_staff_source_sites_source_id foreign key (source_id) references staff_sources (id) on delete restrict
) strict;

create index ix_staff_source_sites_source_id on staff_source_sites (source_id);

-- The sponsor who approves it is who asks by it: never the person who proposed it.
create table mapped_positions (
    id text not null constraint pk_mapped_positions primary key,
    version text not null,
    source_id text not null,
    staff_position text not null,
    staff_position_name text not null,
    position_id text not null,
    organisation text not null,
    state text not null,
    proposed_by text not null,
    proposed_at text not null,
    note text not null,
    decided_by text,
    decided_as text,
    decided_at text,
    decision_note text,
    ended_at text,
    constraint ck_mapped_positions_approved check (state <> 'Approved' or decided_by is not null),
    constraint ck_mapped_positions_two_people check (decided_by is null or decided_by <> proposed_by),
    constraint fk_mapped_positions_decided_by foreign key (decided_by) references profiles (id) on delete restrict,
    constraint fk_mapped_positions_organisation foreign key (organisation) references organisations (code) on delete restrict,
    constraint fk_mapped_positions_position_id foreign key (position_id) references positions (id) on delete restrict,
    constraint fk_mapped_positions_proposed_by foreign key (proposed_by) references profiles (id) on delete restrict,
    constraint fk_mapped_positions_source_id foreign key (source_id) references staff_sources (id) on delete restrict
) strict;

create index ix_mapped_positions_decided_by on mapped_positions (decided_by);
create index ix_mapped_positions_organisation on mapped_positions (organisation);
create index ix_mapped_positions_position_id on mapped_positions (position_id);
create index ix_mapped_positions_proposed_by on mapped_positions (proposed_by);
create index ix_mapped_positions_source_id_state_staff_position on mapped_positions (source_id, state, staff_position);
create unique index ux_mapped_positions_source_id_staff_position on mapped_positions (source_id, staff_position) where state = 'Approved';

-- What one employer last told of one employee.
create table staff_records (
    id text not null constraint pk_staff_records primary key,
    version text not null,
    source_id text not null,
    employee_number text not null,
    state text not null,
    sequence integer not null,
    organisation text not null,
    staff_position text,
    starts_on text,
    leaves_on text,
    details text,
    details_digest text not null,
    profile_id text,
    registration_id text,
    changed_at text not null,
    constraint ck_staff_records_left check (state <> 'Left' or details is null),
    constraint ck_staff_records_linked check (state <> 'Linked' or profile_id is not null),
    constraint fk_staff_records_organisation foreign key (organisation) references organisations (code) on delete restrict,
    constraint fk_staff_records_profile_id foreign key (profile_id) references profiles (id) on delete restrict,
    constraint fk_staff_records_source_id foreign key (source_id) references staff_sources (id) on delete restrict
) strict;

create index ix_staff_records_leaves_on on staff_records (leaves_on) where state = 'Linked' and leaves_on is not null;
create index ix_staff_records_organisation on staff_records (organisation);
create index ix_staff_records_profile_id on staff_records (profile_id);
create index ix_staff_records_registration_id on staff_records (registration_id) where state = 'Waiting' and registration_id is not null;
create index ix_staff_records_source_id_state_employee_number on staff_records (source_id, state, employee_number);
create unique index ux_staff_records_source_id_employee_number on staff_records (source_id, employee_number);

-- What came, so that the same coming again is known.
create table staff_messages (
    source_id text not null,
    employee_number text not null,
    sequence integer not null,
    digest text not null,
    effect text not null,
    words text not null,
    received_at text not null,
    constraint pk_staff_messages primary key (source_id, employee_number, sequence),
    constraint fk_staff_messages_source_id foreign key (source_id) references staff_sources (id) on delete restrict
) strict;


-- What was not followed, and what somebody said of it.
create table staff_conflicts (
    id text not null constraint pk_staff_conflicts primary key,
    version text not null,
    source_id text not null,
    record_id text not null,
    organisation text not null,
    sequence integer not null,
    kind text not null,
    words text not null,
    candidates text not null,
    found_at text not null,
    state text not null,
    settled_by text,
    settled_at text,
    settlement text,
    constraint ck_staff_conflicts_settled check ((state = 'Open') = (settled_at is null)),
    constraint fk_staff_conflicts_organisation foreign key (organisation) references organisations (code) on delete restrict,
    constraint fk_staff_conflicts_record_id foreign key (record_id) references staff_records (id) on delete restrict,
    constraint fk_staff_conflicts_settled_by foreign key (settled_by) references profiles (id) on delete restrict,
    constraint fk_staff_conflicts_source_id foreign key (source_id) references staff_sources (id) on delete restrict
) strict;

create index ix_staff_conflicts_organisation on staff_conflicts (organisation);
create index ix_staff_conflicts_record_id_state on staff_conflicts (record_id, state);
create index ix_staff_conflicts_settled_by on staff_conflicts (settled_by);
create index ix_staff_conflicts_source_id_state_found_at on staff_conflicts (source_id, state, found_at);

-- Paper forms of an outage, entered later and kept for two years.
create table offline_forms (
    id text not null constraint pk_offline_forms primary key,
    version text not null,
    kind text not null,
    organisation text not null,
    form_date text not null,
    keep_until text not null,
    about text not null,
    sort_name text not null,
    profile_id text,
    signed_by text not null,
    approved_by text not null,
    words text not null,
    reference text,
    entered_at text not null,
    entered_by text not null,
    constraint ck_offline_forms_kept check (keep_until > form_date),
    constraint fk_offline_forms_entered_by foreign key (entered_by) references profiles (id) on delete restrict,
    constraint fk_offline_forms_organisation foreign key (organisation) references organisations (code) on delete restrict,
    constraint fk_offline_forms_profile_id foreign key (profile_id) references profiles (id) on delete restrict
) strict;

create index ix_offline_forms_entered_by on offline_forms (entered_by);
create index ix_offline_forms_keep_until on offline_forms (keep_until);
create index ix_offline_forms_organisation_form_date on offline_forms (organisation, form_date);
create index ix_offline_forms_organisation_sort_name on offline_forms (organisation, sort_name);
create index ix_offline_forms_profile_id on offline_forms (profile_id);

create table offline_form_scans (
    form_id text not null constraint pk_offline_form_scans primary key,
    content_type text not null,
    content blob not null,
    size integer not null,
    digest text not null,
    constraint ck_offline_form_scans_size check (size > 0 and size <= 5242880),
    constraint fk_offline_form_scans_form_id foreign key (form_id) references offline_forms (id) on delete restrict
) strict;
