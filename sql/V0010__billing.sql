-- Billing for partners: who belongs to an organisation, its projects, what its keys may do, budgets.
create table organisation_member (
  member_id       uuid primary key references member,
  organisation_id uuid        not null references organisation,
  added_at        timestamptz not null
);

create table project (
  id              uuid primary key,
  organisation_id uuid        not null references organisation,
  name            text        not null check (length(name) between 1 and 60),
  created_at      timestamptz not null,
  unique (organisation_id, name)
);
insert into project (id, organisation_id, name, created_at)
  select gen_random_uuid(), id, 'Default', created_at from organisation;

-- A key and those that rotations made of it are one family, named by the first key: budgets bind it.
-- Scopes and addresses (CIDR) are separated by blanks; no address means any. Expiry by the wall clock.
alter table api_key
  add project_id  uuid references project,
  add name        text not null default 'First key' check (length(name) between 1 and 60),
  add scopes      text not null default 'models:read chat:write usage:read',
  add addresses   text not null default '',
  add expires_at  timestamptz,
  add replaced_by uuid references api_key,
  add family      uuid references api_key;
update api_key k set project_id = p.id, family = k.id from project p where p.organisation_id = k.organisation_id;
alter table api_key alter project_id set not null, alter family set not null, alter name drop default, alter scopes drop default;
create index api_key_organisation on api_key (organisation_id, created_at);

-- Which key asked, and for which project; null for people and clients of the realm.
alter table receipt
  add project_id uuid references project,
  add key_id     uuid references api_key;

-- At most one of project and key is given; neither: the whole organisation.
create table budget (
  id              uuid primary key,
  organisation_id uuid          not null references organisation,
  project_id      uuid references project,
  key_id          uuid references api_key,
  period          text          not null check (period in ('DAY', 'MONTH', 'TOTAL')),
  most            numeric(78,0) not null check (most > 0),
  hard            boolean       not null,
  created_at      timestamptz   not null,
  ended_at        timestamptz,
  check (project_id is null or key_id is null)
);
create index budget_organisation on budget (organisation_id) where ended_at is null;

-- What is spent or reserved in one window of a budget; alerted is the highest alert raised, in per cent.
create table budget_window (
  budget_id uuid          not null references budget,
  starts_at timestamptz   not null,
  spent     numeric(78,0) not null check (spent >= 0),
  alerted   integer       not null default 0,
  primary key (budget_id, starts_at)
) with (fillfactor = 50);

-- What one query took from a window, so that it can be given back once.
create table budget_claim (
  query_id    uuid          not null,
  budget_id   uuid          not null references budget,
  starts_at   timestamptz   not null,
  amount      numeric(78,0) not null check (amount > 0),
  released_at timestamptz,
  primary key (query_id, budget_id)
);

create table budget_alert (
  budget_id uuid          not null references budget,
  starts_at timestamptz   not null,
  percent   integer       not null,
  spent     numeric(78,0) not null,
  most      numeric(78,0) not null,
  raised_at timestamptz   not null,
  primary key (budget_id, starts_at, percent)
);
