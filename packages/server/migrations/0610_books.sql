-- The years that were closed.

-- 年终结账: what the closing moved, account by account, so that the statements of the year can be shown as they were before it.
create table ledger_year (
  year integer primary key,
  closed json not null,
  closed_by text not null,
  closed_at timestamptz not null
);
grant select on ledger_year, ledger_period to yibao_console;
