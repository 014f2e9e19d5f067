-- Cards, certificates and sessions for SQLite. The same tables as 0002-cards-and-sign-in.postgres.sql.

-- Certificates: authorities

-- One of each kind and realm issues at a time.
create table issuers (
    id text not null constraint pk_issuers primary key,
    name text not null,
    kind text not null,
    realm text not null,
    parent_id text,
    certificate blob not null,
    key_name text not null,
    created_at text not null,
    active integer not null,
    version text not null,
    constraint ck_issuers_root_has_no_parent check ((kind = 'Root') = (parent_id is null)),
    constraint fk_issuers_parent_id foreign key (parent_id) references issuers (id) on delete restrict
) strict;

create index ix_issuers_parent_id on issuers (parent_id);
create unique index ux_issuers_key_name on issuers (key_name);
create unique index ux_issuers_realm_kind on issuers (realm, kind) where active;

-- Smartcards: stock, keys and operations

-- Issued only by somebody on the agent's side of the ledger; one card in use per person unless it says why.
create table smartcards (
    id text not null constraint pk_smartcards primary key,
    serial text not null,
    stock_of text not null,
    registered_at text not null,
    version text not null,
    state text not null,
    holder_id text,
    issued_by text,
    issued_by_side text,
    issued_at text,
    card_uuid text,
    beside_another text,
    self_renewals integer not null,
    locked_at text,
    cancel_reason text,
    cancelled_at text,
    constraint ck_smartcards_cancelled_has_reason check (state not in ('Cancelled', 'Destroyed') or (cancel_reason is not null and cancelled_at is not null)),
    constraint ck_smartcards_issued_by_agent check (issued_by is null or (issued_by_side is not null and issued_by_side = 'Agent')),
    constraint ck_smartcards_issued_has_holder check (state not in ('Locked', 'Active') or (holder_id is not null and issued_at is not null)),
    constraint ck_smartcards_stock_has_no_holder check (state not in ('Blank', 'Cleared') or (holder_id is null and issued_by is null)),
    constraint fk_smartcards_holder_id foreign key (holder_id) references profiles (id) on delete restrict,
    constraint fk_smartcards_holder_id_issued_by_issued_by_side foreign key (holder_id, issued_by, issued_by_side) references duties (profile_id, person_id, side) on delete restrict,
    constraint fk_smartcards_stock_of foreign key (stock_of) references organisations (code) on delete restrict
) strict;

create index ix_smartcards_holder_id_issued_by_issued_by_side on smartcards (holder_id, issued_by, issued_by_side);
create index ix_smartcards_holder_id_state on smartcards (holder_id, state);
create index ix_smartcards_stock_of_state on smartcards (stock_of, state);
create unique index ux_smartcards_holder_id on smartcards (holder_id) where state in ('Locked', 'Active') and beside_another is null;
create unique index ux_smartcards_serial on smartcards (serial);

-- Generations of derived keys, never keys.
create table card_keys (
    smartcard_id text not null constraint pk_card_keys primary key,
    version text not null,
    management integer not null,
    management_intended integer,
    unblocking integer not null,
    unblocking_intended integer,
    unblocking_shown integer,
    constraint fk_card_keys_smartcard_id foreign key (smartcard_id) references smartcards (id) on delete restrict
) strict;

-- A sponsor cannot even start an issue for somebody they sponsored.
create table card_operations (
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
    constraint ck_card_operations_issue_by_agent check (kind = 'Unlock' or actor_id is null or (actor_side is not null and actor_side = 'Agent')),
    constraint ck_card_operations_not_for_oneself check (kind not in ('Issue', 'IssueLocked', 'Unlock') or profile_id <> actor_id),
    constraint fk_card_operations_profile_id foreign key (profile_id) references profiles (id) on delete restrict,
    constraint fk_card_operations_profile_id_actor_id_actor_side foreign key (profile_id, actor_id, actor_side) references duties (profile_id, person_id, side) on delete restrict,
    constraint fk_card_operations_smartcard_id foreign key (smartcard_id) references smartcards (id) on delete restrict
) strict;

create index ix_card_operations_profile_id_actor_id_actor_side on card_operations (profile_id, actor_id, actor_side);
create index ix_card_operations_profile_id_state on card_operations (profile_id, state);
create index ix_card_operations_smartcard_id on card_operations (smartcard_id);
create unique index ux_card_operations_ticket_hash on card_operations (ticket_hash);

-- The journal: written before the first command of a step is sent.
create table card_operation_steps (
    operation_id text not null,
    attempt integer not null,
    number integer not null,
    step text not null,
    started_at text not null,
    done_at text,
    constraint pk_card_operation_steps primary key (operation_id, attempt, number),
    constraint fk_card_operation_steps_operation_id foreign key (operation_id) references card_operations (id) on delete restrict
) strict;

-- Certificates: the register of what was issued

-- Written before signing; one key for one certificate, for ever and for everybody.
create table certificates (
    id text not null constraint pk_certificates primary key,
    issuer_id text not null,
    serial text not null,
    kind text not null,
    smartcard_id text not null,
    profile_id text not null,
    operation_id text not null,
    uuid text not null,
    not_before text not null,
    not_after text not null,
    to_be_signed blob not null,
    key_hash blob not null,
    reserved_at text not null,
    status text not null,
    certificate blob,
    fingerprint blob,
    revoked_at text,
    reason text,
    version text not null,
    constraint ck_certificates_kept_when_signed check (status in ('Reserved', 'Void') or (certificate is not null and fingerprint is not null)),
    constraint ck_certificates_revoked_has_time check ((status = 'Revoked') = (revoked_at is not null and reason is not null)),
    constraint fk_certificates_issuer_id foreign key (issuer_id) references issuers (id) on delete restrict,
    constraint fk_certificates_operation_id foreign key (operation_id) references card_operations (id) on delete restrict,
    constraint fk_certificates_profile_id foreign key (profile_id) references profiles (id) on delete restrict,
    constraint fk_certificates_smartcard_id foreign key (smartcard_id) references smartcards (id) on delete restrict
) strict;

create index ix_certificates_operation_id on certificates (operation_id);
create index ix_certificates_profile_id on certificates (profile_id);
create index ix_certificates_smartcard_id on certificates (smartcard_id);
create index ix_certificates_status_not_after on certificates (status, not_after);
create unique index ux_certificates_fingerprint on certificates (fingerprint);
create unique index ux_certificates_issuer_id_serial on certificates (issuer_id, serial);
create unique index ux_certificates_key_hash on certificates (key_hash);

-- Sign-in: challenges and sessions

-- Hashes only; used once.
create table sign_in_challenges (
    nonce_hash blob not null constraint pk_sign_in_challenges primary key,
    browser_hash blob not null,
    issued_at text not null,
    expires_at text not null,
    used_at text
) strict;

create index ix_sign_in_challenges_expires_at on sign_in_challenges (expires_at);

-- The cookie's hash; what a session is worth is asked at every request.
create table sessions (
    id text not null constraint pk_sessions primary key,
    token_hash blob not null,
    profile_id text not null,
    smartcard_id text not null,
    certificate_id text not null,
    assurance_level integer not null,
    started_at text not null,
    ends_at text not null,
    last_seen_at text not null,
    assignment_id text,
    access_profile_id text,
    acting_as text not null,
    ended_at text,
    ended_by text,
    version text not null,
    constraint fk_sessions_certificate_id foreign key (certificate_id) references certificates (id) on delete restrict,
    constraint fk_sessions_profile_id foreign key (profile_id) references profiles (id) on delete restrict,
    constraint fk_sessions_smartcard_id foreign key (smartcard_id) references smartcards (id) on delete restrict
) strict;

create index ix_sessions_certificate_id on sessions (certificate_id);
create index ix_sessions_ends_at on sessions (ends_at);
create index ix_sessions_profile_id_ended_at on sessions (profile_id, ended_at);
create index ix_sessions_smartcard_id on sessions (smartcard_id);
create unique index ux_sessions_token_hash on sessions (token_hash);
