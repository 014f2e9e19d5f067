-- That nobody stands on two sides of one person is asked of an assignment in one short question for both sides, for PostgreSQL. The rule is
-- that of 0009-people.postgres.sql: its function turned the row into JSON six times and looked for merged profiles along every path, for each
-- of a hundred thousand lines of a batch. The same as 0031-assignments-asked-in-short.sqlite.sql.
create function refuse_second_side_of_assignment() returns trigger language plpgsql as $$
begin
    if exists (
            select 1 from duties d where d.profile_id = new.profile_id
                and ((d.person_id = new.granted_by and d.side <> new.granted_by_side) or (d.person_id = new.sponsored_by and d.side <> new.sponsored_by_side)))
        or (exists (select 1 from profiles where merged_into in (new.profile_id, new.granted_by, new.sponsored_by)) and exists (
            select 1 from profiles whose join duties d on d.profile_id = whose.id join profiles who on who.id = d.person_id
            where (whose.id = new.profile_id or whose.merged_into = new.profile_id)
                and (((who.id = new.granted_by or who.merged_into = new.granted_by) and d.side <> new.granted_by_side)
                    or ((who.id = new.sponsored_by or who.merged_into = new.sponsored_by) and d.side <> new.sponsored_by_side)))) then
        raise exception 'Nobody stands on two sides of one person.' using errcode = 'check_violation', constraint = 'ck_duties_one_side';
    end if;
    return new;
end $$;

drop trigger tr_position_assignments_granter_one_side on position_assignments;
drop trigger tr_position_assignments_sponsor_one_side on position_assignments;
create trigger tr_position_assignments_one_side before insert on position_assignments
    for each row when (new.granted_by is not null or new.sponsored_by is not null) execute function refuse_second_side_of_assignment();
