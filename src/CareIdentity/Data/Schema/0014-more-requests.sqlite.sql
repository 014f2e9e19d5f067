-- Requests about a position that somebody holds, and one open request of a kind for one person, for SQLite. The same as 0014-more-requests.postgres.sql.

-- The position held that shall end on another day or be taken away.
alter table access_requests add column assignment_id text
    constraint ck_access_requests_assignment check (kind not in ('ChangeAssignment', 'RemoveAssignment') or assignment_id is not null)
    constraint fk_access_requests_assignment_id references position_assignments (id) on delete restrict;
create unique index ux_access_requests_assignment_id on access_requests (assignment_id) where state = 'Open';

create unique index ux_access_requests_subject_id_kind on access_requests (subject_id, kind)
    where state = 'Open' and kind in ('ChangeDetails', 'CloseProfile', 'ReopenProfile', 'IssueCard', 'ReplaceCard');
