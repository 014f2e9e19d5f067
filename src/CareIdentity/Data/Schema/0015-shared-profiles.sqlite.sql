-- Profiles that are nobody's own, the register of loans, and how an identity was checked, for SQLite. The same as 0015-shared-profiles.postgres.sql.

-- What a Temporary Access Card or a robot is for.
alter table profiles add column notes text;
create index ix_profiles_professional_number on profiles (professional_number);
create unique index ux_profiles_registered_at_sort_name on profiles (registered_at, sort_name) where kind <> 'Person' and state <> 'Closed';

-- By video: the edition of the script that was gone through. A countersigned photo: who signed it, what they are, for how many years they know the person.
alter table identity_checks add column video_script text;
alter table identity_checks add column countersigned_by text;
alter table identity_checks add column countersigner_standing text;
alter table identity_checks add column countersigner_years integer
    constraint ck_identity_checks_countersigned check ((countersigned_by is null) = (countersigner_standing is null) and (countersigned_by is null) = (countersigner_years is null));

-- Who has had which Temporary Access Card, from when until when. Two people give it out, a third looks at it afterwards.
create table card_loans (
    id text not null constraint pk_card_loans primary key,
    version text not null,
    profile_id text not null,
    organisation text not null,
    borrower_id text,
    borrower_name text not null,
    identified_by text not null,
    reason text not null,
    state text not null,
    proposed_by text not null,
    proposed_at text not null,
    due_at text not null,
    approved_by text,
    lent_at text,
    returned_to text,
    returned_at text,
    reviewed_by text,
    reviewed_at text,
    finding text,
    constraint ck_card_loans_approved_by_another check (approved_by is null or (approved_by <> proposed_by and (borrower_id is null or approved_by <> borrower_id))),
    constraint ck_card_loans_borrower check (borrower_id is null or (borrower_id <> proposed_by and borrower_id <> profile_id)),
    constraint ck_card_loans_lent check (state in ('Proposed', 'Withdrawn') or (approved_by is not null and lent_at is not null)),
    constraint ck_card_loans_reviewed check (state <> 'Reviewed' or (reviewed_by is not null and finding is not null)),
    constraint ck_card_loans_reviewed_by_another check (reviewed_by is null or (reviewed_by <> proposed_by and reviewed_by <> approved_by and (borrower_id is null or reviewed_by <> borrower_id))),
    constraint fk_card_loans_approved_by foreign key (approved_by) references profiles (id) on delete restrict,
    constraint fk_card_loans_borrower_id foreign key (borrower_id) references profiles (id) on delete restrict,
    constraint fk_card_loans_organisation foreign key (organisation) references organisations (code) on delete restrict,
    constraint fk_card_loans_profile_id foreign key (profile_id) references profiles (id) on delete restrict,
    constraint fk_card_loans_proposed_by foreign key (proposed_by) references profiles (id) on delete restrict,
    constraint fk_card_loans_returned_to foreign key (returned_to) references profiles (id) on delete restrict,
    constraint fk_card_loans_reviewed_by foreign key (reviewed_by) references profiles (id) on delete restrict
) strict;

create index ix_card_loans_approved_by on card_loans (approved_by);
create index ix_card_loans_borrower_id on card_loans (borrower_id);
create index ix_card_loans_organisation_state_proposed_at on card_loans (organisation, state, proposed_at);
create index ix_card_loans_profile_id_proposed_at on card_loans (profile_id, proposed_at);
create index ix_card_loans_proposed_by on card_loans (proposed_by);
create index ix_card_loans_returned_to on card_loans (returned_to);
create index ix_card_loans_reviewed_by on card_loans (reviewed_by);
create unique index ux_card_loans_profile_id on card_loans (profile_id) where state in ('Proposed', 'Lent');
