-- Long work on the ledger that staff start: imports of experiences and the computing of new vectors. A job outlives the
-- server: run names who works on it now, and what a run that was given up for lost still writes is turned down.
create table ledger_job (
  id         uuid primary key,
  kind       text        not null check (kind in ('IMPORT', 'REEMBEDDING')),
  starter_id uuid        not null references member,
  started_by text        not null,
  created_at timestamptz not null,
  beat_at    timestamptz not null,
  ended_at   timestamptz,
  status     text        not null check (status in
    ('UPLOADING', 'WAITING', 'RUNNING', 'COMPLETED', 'FAILED', 'CANCELLED')),
  run        uuid,
  cancel     boolean     not null default false,
  step       text        not null default '',
  done       bigint      not null default 0,
  total      bigint      not null default 0,
  failure    text        not null default ''
);
create unique index ledger_job_one on ledger_job (kind) where status = 'RUNNING';
create index ledger_job_newest on ledger_job (kind, created_at desc, id desc);

-- records is how far the file is read, in the transaction of the rows that were read: a restart goes on behind it.
-- expected_* is the operator's embedder when the job began; absent when neither it nor a stored vector was there.
create table experience_import (
  id                 uuid primary key references ledger_job,
  file_name          text    not null,
  format             text    not null check (format in ('JSON', 'JSONL', 'FLAT')),
  domain             text,
  dry_run            boolean not null,
  bad_vectors        text    not null check (bad_vectors in ('REFUSE', 'COMPUTE')),
  vectors_follow     boolean not null,
  embedder_id        text,
  bytes              bigint  not null default 0,
  vector_bytes       bigint  not null default 0,
  expected_embedder  text,
  expected_dimension integer,
  records            bigint  not null default 0,
  imported           bigint  not null default 0,
  held               bigint  not null default 0,
  duplicates         bigint  not null default 0,
  refused            bigint  not null default 0,
  libraries          integer not null default 0
);

-- The uploaded files in pieces of one size, so that they are read as streams and from where a run ended.
create table import_part (
  import_id uuid    not null references experience_import,
  file      text    not null check (file in ('TEXTS', 'VECTORS')),
  number    integer not null,
  bytes     bytea   not null,
  primary key (import_id, file, number)
);
alter table import_part alter column bytes set storage external;

-- What was read: what goes into a library waits here (pending) until the library's version is made; what does not
-- stays, with the reason.
create table import_row (
  import_id     uuid    not null references experience_import,
  position      bigint  not null,
  line          bigint  not null,
  outcome       text    not null check (outcome in ('READY', 'HELD', 'DUPLICATE', 'REFUSED')),
  pending       boolean not null,
  reason        text    not null default '',
  domain        text    not null,
  text          text    not null,
  text_key      text,
  confidence_bp integer,
  examples      text,
  author_id     uuid,
  created_at    timestamptz,
  experience_id uuid,
  leaf_data     bytea,
  cid           text,
  block         bytea,
  embedder_id   text,
  embedding     real[],
  primary key (import_id, position),
  check (not pending or (block is not null and cid is not null and leaf_data is not null
    and experience_id is not null and author_id is not null and text_key is not null))
);
create unique index import_row_text on import_row (import_id, domain, text_key) where pending;
-- What is still to be computed for an import is shown while it goes on.
create index outbox_event_vectors on outbox_event (subject_id) where listener = 'ledger-vectors';
create index import_row_problem on import_row (import_id, position) where outcome <> 'READY';
