-- E-mail, webhooks and what organisations want to be told.
create table outgoing_mail (
  id              uuid primary key,
  idempotency_key text        not null unique,
  recipient       text        not null,
  subject         text        not null,
  body            text        not null,
  state           text        not null default 'WAITING' check (state in ('WAITING', 'SENT', 'KEPT', 'FAILED')),
  created_at      timestamptz not null,
  sent_at         timestamptz,
  last_error      text
);
create index outgoing_mail_newest on outgoing_mail (created_at desc, id desc);

create table mail_attachment (
  mail_id    uuid    not null references outgoing_mail,
  position   integer not null,
  name       text    not null,
  media_type text    not null,
  content    bytea   not null,
  primary key (mail_id, position)
);

-- Secrets are sealed by the key outside of the database. No types: all of them. Times of the wall clock.
create table webhook (
  id               uuid primary key,
  organisation_id  uuid        not null references organisation,
  url              text        not null,
  description      text        not null,
  types            text[]      not null,
  secret           bytea       not null,
  old_secret       bytea,
  old_secret_until timestamptz,
  enabled          boolean     not null,
  disabled_why     text,
  failing_since    timestamptz,
  created_at       timestamptz not null,
  deleted_at       timestamptz
);
create index webhook_organisation on webhook (organisation_id) where deleted_at is null;

-- What an organisation is told, once per type and subject; the body is sent byte for byte.
create table partner_event (
  id              uuid primary key,
  organisation_id uuid        not null references organisation,
  type            text        not null,
  subject_id      uuid        not null,
  body            text        not null,
  occurred_at     timestamptz not null,
  unique (organisation_id, type, subject_id)
);

create table webhook_delivery (
  id          uuid primary key,
  webhook_id  uuid        not null references webhook,
  event_id    uuid        not null references partner_event,
  state       text        not null check (state in ('PENDING', 'DELIVERED', 'FAILED')),
  attempts    integer     not null default 0,
  tries       integer     not null default 0,
  tries_since timestamptz not null,
  next_try_at timestamptz not null,
  created_at  timestamptz not null,
  unique (webhook_id, event_id)
);
create index webhook_delivery_due on webhook_delivery (next_try_at) where state = 'PENDING';
create index webhook_delivery_newest on webhook_delivery (webhook_id, created_at desc, id desc);

-- No status: no answer came, and the error says why.
create table webhook_attempt (
  delivery_id  uuid        not null references webhook_delivery,
  number       integer     not null,
  attempted_at timestamptz not null,
  status       integer,
  millis       integer     not null check (millis >= 0),
  answer       text        not null,
  error        text,
  primary key (delivery_id, number)
);

create table notification_preference (
  organisation_id uuid    not null references organisation,
  type            text    not null,
  email           boolean not null,
  primary key (organisation_id, type)
);
