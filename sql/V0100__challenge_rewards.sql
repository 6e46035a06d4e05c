-- Whose objection led to a slash gets a part of it when it takes effect; the rest is burned.
create table slash_reward (
  slash_id    uuid primary key references slash,
  finder_kind account_kind not null check (finder_kind in ('MEMBER', 'ORGANISATION')),
  finder_id   uuid         not null,
  share_bp    integer      not null check (share_bp between 0 and 10000)
);
