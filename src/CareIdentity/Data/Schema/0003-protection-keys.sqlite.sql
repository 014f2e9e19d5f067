-- Keys with which the web nodes protect form tokens, shared by all of them.

create table protection_keys (
    name text not null constraint pk_protection_keys primary key,
    xml text not null
) strict;
