-- Operations on cards that are somebody's, holds, master keys and cards from elsewhere, for PostgreSQL. The same tables as 0004-card-operations.sqlite.sql.

-- Suspended for a while: no state of its own, since a locked card can be on hold as well as an active one.
alter table smartcards add column held_at timestamptz;
alter table smartcards add column hold_reason varchar(200);

-- Which master key the card's keys are derived from, and whether the unblocking key was outside since it was set.
alter table card_keys add column management_master integer not null default 1;
alter table card_keys add column management_intended_master integer;
alter table card_keys add column unblocking_master integer not null default 1;
alter table card_keys add column unblocking_intended_master integer;
alter table card_keys add column unblocking_used boolean not null default false;
alter table card_keys alter column management_master drop default;
alter table card_keys alter column unblocking_master drop default;
alter table card_keys alter column unblocking_used drop default;

-- Generations of the master key; the secrets are in the key store.
create table card_master_keys (
    generation integer not null,
    made_at timestamptz not null,
    made_by uuid,
    version uuid not null,
    constraint pk_card_master_keys primary key (generation)
);

-- Sealed by the master key; gone once the card holds keys of ours.
create table adopted_card_keys (
    smartcard_id uuid not null,
    master integer not null,
    sealed bytea not null,
    constraint pk_adopted_card_keys primary key (smartcard_id),
    constraint fk_adopted_card_keys_smartcard_id foreign key (smartcard_id) references smartcards (id) on delete restrict
);

-- Changing a passcode and renewing is the holder's own to do; a sponsor may help, but not issue or repair.
alter table card_operations drop constraint ck_card_operations_issue_by_agent;
alter table card_operations add constraint ck_card_operations_issue_by_agent check (kind not in ('Issue', 'IssueLocked', 'Repair') or actor_id is null or (actor_side is not null and actor_side = 'Agent'));
alter table card_operations drop constraint ck_card_operations_not_for_oneself;
alter table card_operations add constraint ck_card_operations_not_for_oneself check (kind in ('ChangePasscode', 'Renew') or profile_id <> actor_id);
