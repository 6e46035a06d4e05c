-- Budgets by the hour and by the week, which starts on Monday.
alter table budget drop constraint budget_period_check,
  add constraint budget_period_check check (period in ('HOUR', 'DAY', 'WEEK', 'MONTH', 'TOTAL'));
