-- Positions that change, for SQLite. The same as 0006-positions.postgres.sql.

-- The last change, and who approved it: beside the creation and its approval, which stay as they were.
alter table positions add column changed_by text;
alter table positions add column changed_at text;
alter table positions add column change_approved_by text constraint ck_positions_change_approved_by_another check (change_approved_by is null or change_approved_by <> changed_by);
alter table positions add column change_note text;
