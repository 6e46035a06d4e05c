-- Journal batches: what of the journal the log has committed to. Kept beside the journal, never in it: posting pays
-- nothing for it. Entries are the ids in order, leaf_hashes their leaf hashes one after the other (32 bytes each).
create type uuid_range as range (subtype = uuid);
create table journal_batch (
  number      bigint primary key,
  id          uuid        not null unique,
  entries     uuid[]      not null check (cardinality(entries) > 0),
  leaf_hashes bytea       not null,
  root        bytea       not null check (length(root) = 32),
  span        uuid_range  not null,
  created_at  timestamptz not null,
  check (length(leaf_hashes) = 32 * cardinality(entries))
);
create index journal_batch_span on journal_batch using gist (span);

-- Looks for new entries begin after since; up to swept a look at the whole journal has left none behind.
create table journal_cursor (
  only_row boolean primary key default true check (only_row),
  since    uuid not null default '00000000-0000-0000-0000-000000000000',
  swept    uuid not null default '00000000-0000-0000-0000-000000000000'
);
insert into journal_cursor default values;

-- The secret behind owners' pseudonyms in what is committed: whoever has it can tell who stands behind one.
create table journal_salt (
  only_row boolean primary key default true check (only_row),
  salt     bytea not null check (length(salt) = 32)
);
insert into journal_salt (salt)
  select decode(replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', ''), 'hex');

-- One adding up of the books: by a member of staff, or by the timer when nobody is named.
create table reconciliation (
  id          uuid primary key,
  started_by  uuid references member,
  started_at  timestamptz not null,
  ended_at    timestamptz,
  status      text        not null default 'RUNNING' check (status in ('RUNNING', 'DONE', 'FAILED')),
  asked       integer     not null default 0,
  questions   integer     not null,
  differences bigint      not null default 0,
  failure     text
);
create unique index reconciliation_one_at_a_time on reconciliation ((true)) where status = 'RUNNING';
create index reconciliation_started on reconciliation (started_at);
create table reconciliation_finding (
  reconciliation_id uuid    not null references reconciliation,
  position          integer not null,
  question          text    not null,
  compared          bigint  not null,
  differences       bigint  not null,
  example           text,
  took_ms           bigint  not null,
  primary key (reconciliation_id, position)
);

-- What one member of staff asks for and another one approves: taking an entry back, or moving money between accounts.
create table correction (
  id           uuid primary key,
  kind         text          not null check (kind in ('REVERSAL', 'TRANSFER')),
  entry_id     uuid,
  from_account uuid references account,
  to_account   uuid references account,
  amount       numeric(78,0) check (amount > 0),
  reason       text          not null check (length(reason) between 10 and 500),
  requested_by uuid          not null references member,
  requested_at timestamptz   not null,
  status       text          not null default 'WAITING' check (status in ('WAITING', 'POSTED', 'DECLINED')),
  decided_by   uuid references member,
  decided_at   timestamptz,
  posted_entry uuid,
  check ((kind = 'REVERSAL') = (entry_id is not null)),
  check ((kind = 'TRANSFER') = (from_account is not null and to_account is not null and amount is not null)),
  check ((status = 'WAITING') = (decided_by is null)),
  check ((status = 'POSTED') = (posted_entry is not null)),
  check (status <> 'POSTED' or decided_by <> requested_by)
);
create unique index correction_once on correction (entry_id) where status <> 'DECLINED';
create index correction_requested on correction (requested_at);
