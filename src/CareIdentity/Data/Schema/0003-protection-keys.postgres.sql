-- Keys with which the web nodes protect form tokens, shared by all of them.

create table protection_keys (
    name varchar(100) not null,
    xml varchar(8000) not null,
    constraint pk_protection_keys primary key (name)
);
