-- Batches: a file of changes, each of its lines, and how far it came, for PostgreSQL. The same tables as 0010-batches.sqlite.sql.

-- One node works on it at a time: whoever holds the lease; every step of the work changes the version.
create table batches (
    id uuid not null,
    version uuid not null,
    kind varchar(40) not null,
    state varchar(40) not null,
    file_name varchar(200) not null,
    read_as varchar(40) not null,
    reason varchar(1000) not null,
    lines integer not null,
    cursor integer not null,
    bad integer not null,
    done integer not null,
    refused integer not null,
    undone integer not null,
    organisation varchar(10) not null,
    uploaded_by uuid not null,
    uploaded_at timestamptz not null,
    started_at timestamptz,
    finished_at timestamptz,
    lease_by uuid,
    lease_until timestamptz,
    actor_id uuid not null,
    actor_name varchar(200) not null,
    acting_as varchar(200) not null,
    assignment_id uuid,
    access_profile_id uuid,
    assurance_level integer not null,
    session_id uuid,
    constraint pk_batches primary key (id),
    constraint ck_batches_counts check (bad + done + refused + undone <= lines and cursor between 0 and lines),
    constraint fk_batches_organisation foreign key (organisation) references organisations (code) on delete restrict,
    constraint fk_batches_uploaded_by foreign key (uploaded_by) references profiles (id) on delete restrict
);

create index ix_batches_organisation_uploaded_at on batches (organisation, uploaded_at);
create index ix_batches_uploaded_by on batches (uploaded_by);
create index ix_batches_state on batches (state) where state in ('Checking', 'Running', 'Undoing');

-- What a line does is in the same commit as its state: no line is done twice.
create table batch_lines (
    batch_id uuid not null,
    number integer not null,
    file_line bigint not null,
    cells varchar(16000) not null,
    state varchar(40) not null,
    code varchar(80),
    message varchar(1000),
    effect varchar(1000),
    subject uuid,
    target uuid,
    before varchar(4000),
    constraint pk_batch_lines primary key (batch_id, number),
    constraint fk_batch_lines_batch_id foreign key (batch_id) references batches (id) on delete restrict
);

create index ix_batch_lines_batch_id_state_number on batch_lines (batch_id, state, number);
