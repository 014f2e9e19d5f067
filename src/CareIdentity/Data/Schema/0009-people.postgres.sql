-- Two profiles of one person, for PostgreSQL. The same as 0009-people.sqlite.sql.

-- Null: not merged. A merged profile is closed for ever and answers with the one that remains: always the last of a chain.
alter table profiles
    add column merged_into uuid,
    add constraint ck_profiles_merged_is_closed check (merged_into is null or (state = 'Closed' and merged_into <> id)),
    add constraint fk_profiles_merged_into foreign key (merged_into) references profiles (id) on delete restrict;
create index ix_profiles_merged_into on profiles (merged_into);

-- Who found two profiles to be one person. On the agent's side of both, so never one of the two, nor anybody who sponsored either.
create table profile_merges (
    merged_id uuid not null constraint pk_profile_merges primary key,
    surviving_id uuid not null,
    merged_at timestamp with time zone not null,
    merged_by uuid not null,
    merged_by_side character varying(40) not null,
    constraint ck_profile_merges_by_agent check (merged_by_side = 'Agent'),
    constraint ck_profile_merges_two_profiles check (merged_id <> surviving_id),
    constraint fk_profile_merges_merged_id foreign key (merged_id) references profiles (id) on delete restrict,
    constraint fk_profile_merges_merged_id_merged_by_merged_by_side foreign key (merged_id, merged_by, merged_by_side) references duties (profile_id, person_id, side) on delete restrict,
    constraint fk_profile_merges_surviving_id_merged_by_merged_by_side foreign key (surviving_id, merged_by, merged_by_side) references duties (profile_id, person_id, side) on delete restrict
);

create index ix_profile_merges_merged_id_merged_by_merged_by_side on profile_merges (merged_id, merged_by, merged_by_side);
create index ix_profile_merges_surviving_id_merged_by_merged_by_side on profile_merges (surviving_id, merged_by, merged_by_side);

-- The key of the ledger keeps a person off two sides of one profile. This keeps them off two sides of one person with several profiles,
-- whichever of their own profiles they acted under. Called with the columns of profile, person and side.
create function refuse_second_side() returns trigger language plpgsql as $$
declare
    their_profile uuid := (to_jsonb(new) ->> tg_argv[0])::uuid;
    actor uuid := (to_jsonb(new) ->> tg_argv[1])::uuid;
    wanted text := to_jsonb(new) ->> tg_argv[2];
begin
    if actor is not null and exists (
        select 1 from profiles whose join duties d on d.profile_id = whose.id join profiles who on who.id = d.person_id
        where (whose.id = their_profile or whose.merged_into = their_profile) and (who.id = actor or who.merged_into = actor) and d.side <> wanted) then
        raise exception 'Nobody stands on two sides of one person.' using errcode = 'check_violation', constraint = 'ck_duties_one_side';
    end if;
    return new;
end $$;

create trigger tr_identity_checks_one_side before insert on identity_checks
    for each row execute function refuse_second_side('profile_id', 'checked_by', 'checked_by_side');
create trigger tr_position_assignments_granter_one_side before insert on position_assignments
    for each row execute function refuse_second_side('profile_id', 'granted_by', 'granted_by_side');
create trigger tr_position_assignments_sponsor_one_side before insert on position_assignments
    for each row execute function refuse_second_side('profile_id', 'sponsored_by', 'sponsored_by_side');
create trigger tr_access_requests_one_side before insert on access_requests
    for each row execute function refuse_second_side('subject_id', 'raised_by', 'raised_by_side');
create trigger tr_smartcards_one_side before update of issued_by on smartcards
    for each row execute function refuse_second_side('holder_id', 'issued_by', 'issued_by_side');
create trigger tr_card_operations_one_side before insert on card_operations
    for each row execute function refuse_second_side('profile_id', 'actor_id', 'actor_side');
