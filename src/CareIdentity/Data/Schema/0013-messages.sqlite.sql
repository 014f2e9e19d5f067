-- Messages on their way out, for SQLite. The same table as messages.postgres.sql.

-- Written in the commit of what it tells of. One node tries it at a time: whoever holds the lease; every try changes the version.
-- Its words are gone once the mail server has them.
create table messages (
    id text not null constraint pk_messages primary key,
    version text not null,
    kind text not null,
    state text not null,
    recipient text not null,
    subject text not null,
    words text not null,
    about text not null,
    organisation text not null,
    written_at text not null,
    useless_at text,
    due_at text not null,
    tries integer not null,
    trouble text,
    ended_at text,
    lease_by text,
    lease_until text,
    constraint ck_messages_sent_without_words check (state <> 'Sent' or words = ''),
    constraint fk_messages_organisation foreign key (organisation) references organisations (code) on delete restrict
) strict;

create index ix_messages_due_at on messages (due_at) where state = 'Waiting';
create index ix_messages_organisation on messages (organisation);
create index ix_messages_state_ended_at on messages (state, ended_at);
