-- Positions that change, for PostgreSQL. The same as 0006-positions.sqlite.sql.

-- The last change, and who approved it: beside the creation and its approval, which stay as they were.
alter table positions
    add column changed_by uuid,
    add column changed_at timestamp with time zone,
    add column change_approved_by uuid,
    add column change_note character varying(1000),
    add constraint ck_positions_change_approved_by_another check (change_approved_by is null or change_approved_by <> changed_by);
