-- A node that is out of service for good, as its owner or staff asked; before that it finishes what it works on.
alter table node
  drop constraint node_state_check,
  add constraint node_state_check check (state in ('DISCOVERED', 'BENCHMARKING', 'HEALTHY', 'DEGRADED', 'UNHEALTHY',
    'DRAINING', 'DRAINED', 'RETIRING', 'RETIRED', 'EJECTED', 'BANNED'));
