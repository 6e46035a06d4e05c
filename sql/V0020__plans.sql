-- What organisations pay: plans, their versions and who has which. Nothing of it is ever changed: a new version or
-- assignment begins at its time, so that a period over can be priced again with the same result.
create table plan (
  id         uuid primary key,
  name       text        not null unique check (length(name) between 1 and 60),
  -- Every organisation sees it; others see a plan only when they have it.
  open       boolean     not null,
  created_at timestamptz not null
);

-- Terms as JSON; amounts in base units as text, so that no reader rounds them.
create table plan_version (
  id         uuid primary key,
  plan_id    uuid        not null references plan,
  version    integer     not null check (version >= 1),
  valid_from timestamptz not null,
  terms      jsonb       not null,
  unique (plan_id, version),
  unique (plan_id, valid_from)
);

-- The plan of an organisation is that of the last assignment begun; before the first one, the first plan below.
create table plan_assignment (
  id              uuid primary key,
  organisation_id uuid        not null references organisation,
  plan_id         uuid        not null references plan,
  valid_from      timestamptz not null,
  assigned_at     timestamptz not null,
  assigned_by     text        not null,
  unique (organisation_id, valid_from)
);
create index plan_assignment_plan on plan_assignment (plan_id);

create function plans_stay() returns trigger language plpgsql as $$
begin
  raise exception 'a plan''s terms and assignments stay: add another that begins later';
end $$;
create trigger plan_version_stays before update or delete or truncate on plan_version
  for each statement execute function plans_stay();
create trigger plan_assignment_stays before update or delete or truncate on plan_assignment
  for each statement execute function plans_stay();

-- The fee table and nothing else: what an answer took is its price.
insert into plan values ('00000000-0000-7000-8000-000000000001', 'Pay per query', true, '1970-01-01T00:00:00Z');
insert into plan_version values ('00000000-0000-7000-8000-000000000002', '00000000-0000-7000-8000-000000000001', 1,
  '1970-01-01T00:00:00Z', '{"prices": [], "tiers": [], "minimum": "0", "free_queries": 0}');
