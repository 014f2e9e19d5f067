-- Only of the few that were merged: statistics over everybody would call this index useless, and SQLite then reads every profile instead.
drop index ix_profiles_merged_into;
create index ix_profiles_merged_into on profiles (merged_into) where merged_into is not null;
