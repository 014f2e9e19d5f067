-- Operations on cards that are somebody's, holds, master keys and cards from elsewhere, for SQLite. The same tables as 0004-card-operations.postgres.sql.

-- Suspended for a while: no state of its own, since a locked card can be on hold as well as an active one.
alter table smartcards add column held_at text;
alter table smartcards add column hold_reason text;

-- Which master key the card's keys are derived from, and whether the unblocking key was outside since it was set.
create table card_keys_next (
    smartcard_id text not null constraint pk_card_keys primary key,
    version text not null,
    management integer not null,
    management_master integer not null,
    management_intended integer,
    management_intended_master integer,
    unblocking integer not null,
    unblocking_master integer not null,
    unblocking_intended integer,
    unblocking_intended_master integer,
    unblocking_shown integer,
    unblocking_used integer not null,
    constraint fk_card_keys_smartcard_id foreign key (smartcard_id) references smartcards (id) on delete restrict
) strict;

insert into card_keys_next (smartcard_id, version, management, management_master, management_intended, unblocking, unblocking_master, unblocking_intended, unblocking_shown, unblocking_used)
select smartcard_id, version, management, 1, management_intended, unblocking, 1, unblocking_intended, unblocking_shown, 0
from card_keys;

drop table card_keys;
alter table card_keys_next rename to card_keys;

-- Generations of the master key; the secrets are in the key store.
create table card_master_keys (
    generation integer not null constraint pk_card_master_keys primary key,
    made_at text not null,
    made_by text,
    version text not null
) strict;

-- Sealed by the master key; gone once the card holds keys of ours.
create table adopted_card_keys (
    smartcard_id text not null constraint pk_adopted_card_keys primary key,
    master integer not null,
    sealed blob not null,
    constraint fk_adopted_card_keys_smartcard_id foreign key (smartcard_id) references smartcards (id) on delete restrict
) strict;

-- Changing a passcode and renewing is the holder's own to do; a sponsor may help, but not issue or repair.
create table card_operations_next (
    id text not null constraint pk_card_operations primary key,
    kind text not null,
    profile_id text not null,
    smartcard_id text,
    reason_text text not null,
    evidence text,
    beside_another text,
    started_at text not null,
    version text not null,
    state text not null,
    actor_id text,
    actor_side text,
    actor_name text not null,
    acting_as text not null,
    assignment_id text,
    access_profile_id text,
    organisation text,
    assurance_level integer not null,
    session_id text,
    correlation_id text not null,
    attempt integer not null,
    lease_until text,
    ticket_hash blob,
    ticket_expires_at text,
    ticket_redeemed_at text,
    ended_at text,
    trouble_code text,
    trouble text,
    constraint ck_card_operations_done_has_card check (state <> 'Done' or smartcard_id is not null),
    constraint ck_card_operations_issue_by_agent check (kind not in ('Issue', 'IssueLocked', 'Repair') or actor_id is null or (actor_side is not null and actor_side = 'Agent')),
    constraint ck_card_operations_not_for_oneself check (kind in ('ChangePasscode', 'Renew') or profile_id <> actor_id),
    constraint fk_card_operations_profile_id foreign key (profile_id) references profiles (id) on delete restrict,
    constraint fk_card_operations_profile_id_actor_id_actor_side foreign key (profile_id, actor_id, actor_side) references duties (profile_id, person_id, side) on delete restrict,
    constraint fk_card_operations_smartcard_id foreign key (smartcard_id) references smartcards (id) on delete restrict
) strict;

insert into card_operations_next (id, kind, profile_id, smartcard_id, reason_text, evidence, beside_another, started_at, version, state, actor_id, actor_side, actor_name, acting_as, assignment_id, access_profile_id, organisation, assurance_level, session_id, correlation_id, attempt, lease_until, ticket_hash, ticket_expires_at, ticket_redeemed_at, ended_at, trouble_code, trouble)
select id, kind, profile_id, smartcard_id, reason_text, evidence, beside_another, started_at, version, state, actor_id, actor_side, actor_name, acting_as, assignment_id, access_profile_id, organisation, assurance_level, session_id, correlation_id, attempt, lease_until, ticket_hash, ticket_expires_at, ticket_redeemed_at, ended_at, trouble_code, trouble
from card_operations;

drop table card_operations;
alter table card_operations_next rename to card_operations;

create index ix_card_operations_profile_id_actor_id_actor_side on card_operations (profile_id, actor_id, actor_side);
create index ix_card_operations_profile_id_state on card_operations (profile_id, state);
create index ix_card_operations_smartcard_id on card_operations (smartcard_id);
create unique index ux_card_operations_ticket_hash on card_operations (ticket_hash);
