-- Idempotency-Key on POST: written before the work, completed after it. The answer's body is sealed.
create table idempotency_record (
  caller       text        not null,
  key          text        not null,
  fingerprint  bytea       not null,
  started_at   timestamptz not null,
  completed_at timestamptz,
  status       integer,
  media_type   text,
  location     text,
  body         bytea,
  primary key (caller, key)
);
create index idempotency_record_oldest on idempotency_record (started_at);
