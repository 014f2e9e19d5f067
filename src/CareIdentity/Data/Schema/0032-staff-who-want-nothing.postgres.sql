-- Whether somebody of the RA staff wants anything is answered by two indexes alone, for PostgreSQL: the home page of the national authority
-- asks it of six thousand. The same as 0032-staff-who-want-nothing.sqlite.sql.
create index ix_ra_appointments_assignment_id on ra_appointments (assignment_id) where agreed_at is not null and suspended_at is null;
create index ix_ra_trainings_profile_id_expires_on on ra_trainings (profile_id, expires_on);
