-- What happens to a request between being raised and decided, for SQLite. The same tables as 0008-requests.postgres.sql.

-- The day from which working days are counted: moves forward by the days that a request is back with its requester.
alter table access_requests add column counts_from text not null default '2000-01-01';
update access_requests set counts_from = substr(raised_at, 1, 10);

-- How often it came back: a decision names the round that was read.
alter table access_requests add column round integer not null default 0;

-- Since when it is with the national Registration Authority; null: with its own.
alter table access_requests add column escalated_at text;

-- The colleague who has it; null: everybody who may decide it. Never the person who raised it.
alter table access_requests add column assigned_to text
    constraint ck_access_requests_assigned_to_another check (assigned_to is null or assigned_to <> raised_by)
    constraint fk_access_requests_assigned_to references profiles (id) on delete restrict;
create index ix_access_requests_assigned_to on access_requests (assigned_to);

-- Only ever added to.
create table request_steps (
    id text not null constraint pk_request_steps primary key,
    request_id text not null,
    kind text not null,
    at text not null,
    person_id text,
    acting_as text not null,
    words text,
    changes text,
    given_to text,
    constraint ck_request_steps_words check (kind = 'HandedOver' or words is not null),
    constraint fk_request_steps_given_to foreign key (given_to) references profiles (id) on delete restrict,
    constraint fk_request_steps_person_id foreign key (person_id) references profiles (id) on delete restrict,
    constraint fk_request_steps_request_id foreign key (request_id) references access_requests (id) on delete restrict
) strict;

create index ix_request_steps_given_to on request_steps (given_to);
create index ix_request_steps_person_id on request_steps (person_id);
create index ix_request_steps_request_id_at on request_steps (request_id, at);

-- Who had it open, from when until when.
create table request_views (
    id text not null constraint pk_request_views primary key,
    request_id text not null,
    person_id text not null,
    since text not null,
    until text not null,
    constraint fk_request_views_person_id foreign key (person_id) references profiles (id) on delete restrict,
    constraint fk_request_views_request_id foreign key (request_id) references access_requests (id) on delete restrict
) strict;

create index ix_request_views_person_id on request_views (person_id);
create index ix_request_views_request_id_since on request_views (request_id, since);
