-- Audits of the ledger as the server ran them, and what each comparison found. One runs at a time.
create table ledger_audit (
  id          uuid primary key,
  started_by  uuid references member,
  started_at  timestamptz not null,
  ended_at    timestamptz,
  status      text        not null default 'RUNNING' check (status in ('RUNNING', 'DONE', 'FAILED')),
  differences bigint      not null default 0,
  failure     text
);
create unique index ledger_audit_one_at_a_time on ledger_audit ((true)) where status = 'RUNNING';
create index ledger_audit_started on ledger_audit (started_at);
create table ledger_audit_finding (
  audit_id    uuid   not null references ledger_audit,
  question    text   not null,
  compared    bigint not null,
  differences bigint not null,
  named       text[] not null,
  skipped     bigint not null,
  reason      text,
  took_ms     bigint not null,
  primary key (audit_id, question)
);
