-- Where nobody granted or sponsored (what the service sets up or takes over) there is no side to ask about, for SQLite. The same as 0023-duties-of-nobody.postgres.sql.

drop trigger tr_position_assignments_one_side;
create trigger tr_position_assignments_one_side before insert on position_assignments
when (new.granted_by is not null or new.sponsored_by is not null) and exists (
    select 1 from profiles whose join duties d on d.profile_id = whose.id join profiles who on who.id = d.person_id
    where (whose.id = new.profile_id or whose.merged_into = new.profile_id)
        and (((who.id = new.granted_by or who.merged_into = new.granted_by) and d.side <> new.granted_by_side)
            or ((who.id = new.sponsored_by or who.merged_into = new.sponsored_by) and d.side <> new.sponsored_by_side)))
begin select raise(abort, 'CHECK constraint failed: ck_duties_one_side'); end;
