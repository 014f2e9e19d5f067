-- Where nobody granted or sponsored (what the service sets up or takes over) there is no side to ask about, for PostgreSQL. The same as 0023-duties-of-nobody.sqlite.sql.

-- The function said so itself, after it had turned the whole row into JSON three times: for each of a million rows of a take-over.
drop trigger tr_position_assignments_granter_one_side on position_assignments;
create trigger tr_position_assignments_granter_one_side before insert on position_assignments
    for each row when (new.granted_by is not null) execute function refuse_second_side('profile_id', 'granted_by', 'granted_by_side');
drop trigger tr_position_assignments_sponsor_one_side on position_assignments;
create trigger tr_position_assignments_sponsor_one_side before insert on position_assignments
    for each row when (new.sponsored_by is not null) execute function refuse_second_side('profile_id', 'sponsored_by', 'sponsored_by_side');
