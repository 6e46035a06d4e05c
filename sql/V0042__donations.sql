-- What the foundation is given. Numbers have no gaps: the counter is part of the transaction that uses it.
create table donation_counter (
  year integer primary key,
  last integer not null check (last > 0)
);

create table donation (
  id          uuid primary key,
  number      text          not null unique check (number ~ '^DON-[0-9]{4}-[0-9]{6}$'),
  code        text          not null,
  kind        text          not null check (kind in ('DONATION', 'GRANT')),
  donor       text          not null,
  named       boolean       not null,
  member_id   uuid references member,
  email       text          not null,
  asset       text          not null,
  amount      numeric(78,0) not null check (amount > 0),
  purpose     text          not null,
  restricted  boolean       not null,
  reference   text          not null unique,
  entry_id    uuid          not null,
  recorded_by uuid          not null,
  received_at timestamptz   not null,
  check (kind = 'GRANT' or not restricted)
);
create index donation_newest on donation (received_at desc, id desc);
