-- A panel that too few attended decides nothing: the bond goes back, and the answer stands for want of a decision.
alter table dispute
  drop constraint dispute_state_check,
  add constraint dispute_state_check check (state in ('VOTING', 'UPHELD', 'OVERTURNED', 'NO_QUORUM'));
alter table receipt
  drop constraint receipt_verification_check,
  add constraint receipt_verification_check check (verification in
    ('UNCHECKED', 'SAMPLED_OK', 'FAILED_ONCE', 'DISPUTED', 'UPHELD', 'OVERTURNED', 'NO_QUORUM'));
comment on column dispute_panel.upheld is 'null while it votes, and when too few had voted at its time';
