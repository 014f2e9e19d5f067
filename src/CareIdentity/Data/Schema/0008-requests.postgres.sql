-- What happens to a request between being raised and decided, for PostgreSQL. The same tables as 0008-requests.sqlite.sql.

-- The day from which working days are counted: moves forward by the days that a request is back with its requester.
alter table access_requests add column counts_from date;
update access_requests set counts_from = (raised_at at time zone 'Europe/London')::date;
alter table access_requests alter column counts_from set not null;

-- How often it came back: a decision names the round that was read.
alter table access_requests add column round integer not null default 0;

-- Since when it is with the national Registration Authority; null: with its own.
alter table access_requests add column escalated_at timestamptz;

-- The colleague who has it; null: everybody who may decide it. Never the person who raised it.
alter table access_requests add column assigned_to uuid;
alter table access_requests add constraint ck_access_requests_assigned_to_another check (assigned_to is null or assigned_to <> raised_by);
alter table access_requests add constraint fk_access_requests_assigned_to foreign key (assigned_to) references profiles (id) on delete restrict;
create index ix_access_requests_assigned_to on access_requests (assigned_to);

-- Only ever added to.
create table request_steps (
    id uuid not null,
    request_id uuid not null,
    kind varchar(40) not null,
    at timestamptz not null,
    person_id uuid,
    acting_as varchar(200) not null,
    words varchar(1000),
    changes varchar(1000),
    given_to uuid,
    constraint pk_request_steps primary key (id),
    constraint ck_request_steps_words check (kind = 'HandedOver' or words is not null),
    constraint fk_request_steps_given_to foreign key (given_to) references profiles (id) on delete restrict,
    constraint fk_request_steps_person_id foreign key (person_id) references profiles (id) on delete restrict,
    constraint fk_request_steps_request_id foreign key (request_id) references access_requests (id) on delete restrict
);

create index ix_request_steps_given_to on request_steps (given_to);
create index ix_request_steps_person_id on request_steps (person_id);
create index ix_request_steps_request_id_at on request_steps (request_id, at);

-- Who had it open, from when until when.
create table request_views (
    id uuid not null,
    request_id uuid not null,
    person_id uuid not null,
    since timestamptz not null,
    until timestamptz not null,
    constraint pk_request_views primary key (id),
    constraint fk_request_views_person_id foreign key (person_id) references profiles (id) on delete restrict,
    constraint fk_request_views_request_id foreign key (request_id) references access_requests (id) on delete restrict
);

create index ix_request_views_person_id on request_views (person_id);
create index ix_request_views_request_id_since on request_views (request_id, since);
