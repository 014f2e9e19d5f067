-- Questions that are asked all day among a million people and more, each answered by an index alone or from the beginning of one.
drop index ix_position_assignments_position_id;
create index ix_position_assignments_position_id_removed_at_starts_on_expire on position_assignments (position_id, removed_at, starts_on, expires_on, profile_id);

drop index ix_certificates_profile_id;
create index ix_certificates_profile_id_kind_status_not_after on certificates (profile_id, kind, status, not_after);

-- The national Registration Authority decides everywhere: no organisation leads to its open requests.
create index ix_access_requests_state_counts_from_raised_at on access_requests (state, counts_from, raised_at);
create index ix_access_requests_decided_at on access_requests (decided_at);
