-- Two profiles of one person, for SQLite. The same as 0009-people.postgres.sql.

-- Null: not merged. A merged profile is closed for ever and answers with the one that remains: always the last of a chain.
alter table profiles add column merged_into text
    constraint ck_profiles_merged_is_closed check (merged_into is null or (state = 'Closed' and merged_into <> id))
    constraint fk_profiles_merged_into references profiles (id) on delete restrict;
create index ix_profiles_merged_into on profiles (merged_into);

-- Who found two profiles to be one person. On the agent's side of both, so never one of the two, nor anybody who sponsored either.
create table profile_merges (
    merged_id text not null constraint pk_profile_merges primary key,
    surviving_id text not null,
    merged_at text not null,
    merged_by text not null,
    merged_by_side text not null,
    constraint ck_profile_merges_by_agent check (merged_by_side = 'Agent'),
    constraint ck_profile_merges_two_profiles check (merged_id <> surviving_id),
    constraint fk_profile_merges_merged_id foreign key (merged_id) references profiles (id) on delete restrict,
    constraint fk_profile_merges_merged_id_merged_by_merged_by_side foreign key (merged_id, merged_by, merged_by_side) references duties (profile_id, person_id, side) on delete restrict,
    constraint fk_profile_merges_surviving_id_merged_by_merged_by_side foreign key (surviving_id, merged_by, merged_by_side) references duties (profile_id, person_id, side) on delete restrict
) strict;

create index ix_profile_merges_merged_id_merged_by_merged_by_side on profile_merges (merged_id, merged_by, merged_by_side);
create index ix_profile_merges_surviving_id_merged_by_merged_by_side on profile_merges (surviving_id, merged_by, merged_by_side);

-- The key of the ledger keeps a person off two sides of one profile. These keep them off two sides of one person with several profiles,
-- whichever of their own profiles they acted under. A table that is rebuilt needs its triggers again (MergedDutiesTests).
create trigger tr_identity_checks_one_side before insert on identity_checks
when exists (
    select 1 from profiles whose join duties d on d.profile_id = whose.id join profiles who on who.id = d.person_id
    where (whose.id = new.profile_id or whose.merged_into = new.profile_id)
        and (who.id = new.checked_by or who.merged_into = new.checked_by) and d.side <> new.checked_by_side)
begin select raise(abort, 'CHECK constraint failed: ck_duties_one_side'); end;

create trigger tr_position_assignments_one_side before insert on position_assignments
when exists (
    select 1 from profiles whose join duties d on d.profile_id = whose.id join profiles who on who.id = d.person_id
    where (whose.id = new.profile_id or whose.merged_into = new.profile_id)
        and (((who.id = new.granted_by or who.merged_into = new.granted_by) and d.side <> new.granted_by_side)
            or ((who.id = new.sponsored_by or who.merged_into = new.sponsored_by) and d.side <> new.sponsored_by_side)))
begin select raise(abort, 'CHECK constraint failed: ck_duties_one_side'); end;

create trigger tr_access_requests_one_side before insert on access_requests
when exists (
    select 1 from profiles whose join duties d on d.profile_id = whose.id join profiles who on who.id = d.person_id
    where (whose.id = new.subject_id or whose.merged_into = new.subject_id)
        and (who.id = new.raised_by or who.merged_into = new.raised_by) and d.side <> new.raised_by_side)
begin select raise(abort, 'CHECK constraint failed: ck_duties_one_side'); end;

create trigger tr_smartcards_one_side before update of issued_by on smartcards
when exists (
    select 1 from profiles whose join duties d on d.profile_id = whose.id join profiles who on who.id = d.person_id
    where (whose.id = new.holder_id or whose.merged_into = new.holder_id)
        and (who.id = new.issued_by or who.merged_into = new.issued_by) and d.side <> new.issued_by_side)
begin select raise(abort, 'CHECK constraint failed: ck_duties_one_side'); end;

create trigger tr_card_operations_one_side before insert on card_operations
when exists (
    select 1 from profiles whose join duties d on d.profile_id = whose.id join profiles who on who.id = d.person_id
    where (whose.id = new.profile_id or whose.merged_into = new.profile_id)
        and (who.id = new.actor_id or who.merged_into = new.actor_id) and d.side <> new.actor_side)
begin select raise(abort, 'CHECK constraint failed: ck_duties_one_side'); end;
