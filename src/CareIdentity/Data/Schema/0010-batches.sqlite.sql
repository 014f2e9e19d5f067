-- Batches: a file of changes, each of its lines, and how far it came, for SQLite. The same tables as 0010-batches.postgres.sql.

-- One node works on it at a time: whoever holds the lease; every step of the work changes the version.
create table batches (
    id text not null constraint pk_batches primary key,
    version text not null,
    kind text not null,
    state text not null,
    file_name text not null,
    read_as text not null,
    reason text not null,
    lines integer not null,
    cursor integer not null,
    bad integer not null,
    done integer not null,
    refused integer not null,
    undone integer not null,
    organisation text not null,
    uploaded_by text not null,
    uploaded_at text not null,
    started_at text,
    finished_at text,
    lease_by text,
    lease_until text,
    actor_id text not null,
    actor_name text not null,
    acting_as text not null,
    assignment_id text,
    access_profile_id text,
    assurance_level integer not null,
    session_id text,
    constraint ck_batches_counts check (bad + done + refused + undone <= lines and cursor between 0 and lines),
    constraint fk_batches_organisation foreign key (organisation) references organisations (code) on delete restrict,
    constraint fk_batches_uploaded_by foreign key (uploaded_by) references profiles (id) on delete restrict
) strict;

create index ix_batches_organisation_uploaded_at on batches (organisation, uploaded_at);
create index ix_batches_uploaded_by on batches (uploaded_by);
create index ix_batches_state on batches (state) where state in ('Checking', 'Running', 'Undoing');

-- What a line does is in the same commit as its state: no line is done twice.
create table batch_lines (
    batch_id text not null,
    number integer not null,
    file_line integer not null,
    cells text not null,
    state text not null,
    code text,
    message text,
    effect text,
    subject text,
    target text,
    before text,
    constraint pk_batch_lines primary key (batch_id, number),
    constraint fk_batch_lines_batch_id foreign key (batch_id) references batches (id) on delete restrict
) strict;

create index ix_batch_lines_batch_id_state_number on batch_lines (batch_id, state, number);
