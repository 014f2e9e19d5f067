-- Every two words of a person's names together, as one: who bears a frequent given name and a frequent family name is found along the index,
-- not by comparing all who bear either. For PostgreSQL; the same as 0027-names-together.sqlite.sql.
alter table profile_names alter column word type varchar(82) collate "C";
insert into profile_names (word, sort_name, profile_id)
select ' ' || a.word || ' ' || b.word, a.sort_name, a.profile_id
from profile_names a join profile_names b on b.profile_id = a.profile_id and b.word > a.word;
