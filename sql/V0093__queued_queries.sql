-- Questions whose answer is fetched later. Texts are sealed; the row goes when it expires.
create table queued_query (
  id              uuid primary key,
  owner_id        uuid        not null,
  asked_by        uuid        not null,
  key_id          uuid,
  model           text        not null,
  domain          text,
  status          text        not null default 'QUEUED'
    check (status in ('QUEUED', 'RUNNING', 'DONE', 'FAILED', 'CANCELLED')),
  reason_status   integer,
  reason_code     text,
  reason_detail   text,
  sealed_question bytea       not null,
  sealed_answer   bytea,
  server          text        not null,
  asked_at        timestamptz not null,
  started_at      timestamptz,
  ended_at        timestamptz,
  expires_at      timestamptz not null,
  check ((status in ('QUEUED', 'RUNNING')) = (ended_at is null)),
  check ((status = 'DONE') = (sealed_answer is not null)),
  check ((status in ('FAILED', 'CANCELLED')) = (reason_code is not null))
);
create index queued_query_owner on queued_query (owner_id, asked_at desc, id desc);
create index queued_query_open on queued_query (server) where status in ('QUEUED', 'RUNNING');
create index queued_query_expires on queued_query (expires_at);
