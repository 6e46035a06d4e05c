-- What the application's role may do: read and write rows, never alter tables, never rewrite the journal.
-- Runs with every migration, so that new tables are granted too: ${flyway:timestamp}.
do $$
begin
  if not exists (select from pg_roles where rolname = 'zoo_app') then
    create role zoo_app login;
  end if;
end $$;
-- It creates nothing, not even a temporary table: functions that run as the owner rely on it for what a name means.
do $$
begin
  execute format('revoke create, temporary on database %I from public, zoo_app', current_database());
end $$;
revoke create on schema public from public, zoo_app;
grant usage on schema public to zoo_app;
grant select, insert, update, delete on all tables in schema public to zoo_app;
grant usage on all sequences in schema public to zoo_app;
grant execute on all functions in schema public to zoo_app;
revoke update, delete, truncate on journal_entry, posting, posting_line, log_checkpoint, ballot, voting_power,
  library_version, library_member, content_block, receipt_experience, parameter_value, log_entry, log_node,
  anchor, journal_batch, journal_salt, version_copy, experience_contributor, experience_payee,
  experience_evidence, receipt_batch, credit_lease_window from zoo_app;
-- The log is append-only: an entry gets its index once it is sequenced, and nothing else changes.
grant update (log_index) on log_entry to zoo_app;
revoke delete, truncate on all tables in schema public from zoo_app;
-- Money moves and accounts open by the posting functions alone, which run as the owner.
revoke insert on journal_entry, posting, posting_line, journal_salt from zoo_app;
-- Parts of the posting functions, of no use alone.
revoke execute on function open_account, move_balances, post_batch from public, zoo_app;
revoke insert, update on account from zoo_app;
-- What epochs were computed from and what they paid stays; a pay-out is only told what paid it.
revoke update on reward_input, reward_payout, reputation, dataset_contribution, contribution_hours from zoo_app;
grant update (paid_by) on reward_payout to zoo_app;
-- What a proposal is about stays; only that it is open ends.
revoke update on proposal_experience from zoo_app;
grant update (open) on proposal_experience to zoo_app;
-- Kept answers of retried requests are no record of anything: they go after a day.
grant delete on idempotency_record to zoo_app;
-- Facts that reached their listener are erased by age; what came of them are the listener's rows.
grant delete on outbox_event to zoo_app;
-- Uses wait in a queue until they are counted; what they stand in for are the receipts.
grant delete on experience_use to zoo_app;
-- Invoices and what settles them are written once.
revoke update on invoice, invoice_line, invoice_payment, invoice_credit, credit_note, invoice_reminder, refund,
  refund_decision from zoo_app;
-- What an import or new vectors needed on the way is gone once it is done.
grant delete on import_part, import_row, experience_vector to zoo_app;
-- Why a submission was held and what was decided about it stays as it was.
revoke update on experience_hold, experience_review from zoo_app;
-- Questions and answers are erased when the time they are kept for is over.
grant delete on transcript, queued_query, routing_decision to zoo_app;
revoke update on routing_decision from zoo_app;
-- What a verifier sealed and how a panel voted stays; an epoch's seed was committed to when it began.
revoke update on verification_check, verification_epoch, verification_calibration, challenge, dispute_vote from zoo_app;
-- What a verifier overlooked stays, and why it lost the right; that it was admitted again is added.
revoke update on verification_probe, verification_bar from zoo_app;
grant update (lifted_at) on verification_bar to zoo_app;
-- What became of a node and how it did when it was measured stays; its minutes go after a week.
revoke update on node_change, node_benchmark, node_price_change from zoo_app;
grant delete on node_minute to zoo_app;
revoke update on verification_check, verification_epoch, verification_calibration, challenge, dispute_vote,
  redundant_answer, redundant_check, slash_reward from zoo_app;
-- Only that a report counts no more is added to it.
grant update (dropped_at) on verification_check to zoo_app;
