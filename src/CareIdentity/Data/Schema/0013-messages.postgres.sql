-- Messages on their way out, for PostgreSQL. The same table as messages.sqlite.sql.

-- Written in the commit of what it tells of. One node tries it at a time: whoever holds the lease; every try changes the version.
-- Its words are gone once the mail server has them.
create table messages (
    id uuid not null,
    version uuid not null,
    kind varchar(40) not null,
    state varchar(40) not null,
    recipient varchar(200) not null,
    subject varchar(200) not null,
    words varchar(4000) not null,
    about varchar(40) not null,
    organisation varchar(10) not null,
    written_at timestamptz not null,
    useless_at timestamptz,
    due_at timestamptz not null,
    tries integer not null,
    trouble varchar(40),
    ended_at timestamptz,
    lease_by uuid,
    lease_until timestamptz,
    constraint pk_messages primary key (id),
    constraint ck_messages_sent_without_words check (state <> 'Sent' or words = ''),
    constraint fk_messages_organisation foreign key (organisation) references organisations (code) on delete restrict
);

create index ix_messages_due_at on messages (due_at) where state = 'Waiting';
create index ix_messages_organisation on messages (organisation);
create index ix_messages_state_ended_at on messages (state, ended_at);
