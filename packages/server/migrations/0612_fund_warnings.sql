-- 基金预警: one warning of one indicator of one fund, from the month that raised it to its closing; and the budget of each year.
create table fund_warning (
  warning_id uuid primary key,
  fund text not null,
  indicator text not null,
  -- The month whose value raised it.
  period text not null check (period ~ '^\d{4}-(0[1-9]|1[0-2])$'),
  level text not null check (level in ('yellow', 'red', 'blue')),
  value double precision not null,
  state text not null check (state in ('raised', 'acknowledged', 'measures', 'closed')),
  -- Who did which step, when, with what words.
  steps json not null,
  raised_at timestamptz not null
);
-- While one is open there is no second of the same fund and indicator.
create unique index fund_warning_open on fund_warning (fund, indicator) where state <> 'closed';
grant select on fund_warning to yibao_console;

-- 预算: a tree of lines of a year; execution is what the books say of the accounts of a line.
create table fund_budget (
  year integer not null,
  -- A draft that is entered again is a new revision; the year names the one that counts.
  revision integer not null,
  line text not null,
  parent text,
  fund text not null,
  title text not null,
  -- Account codes that execute the line, separated by blanks; '' where its children do.
  accounts text not null,
  amount_fen bigint not null check (amount_fen >= 0),
  primary key (year, revision, line)
);
create table fund_budget_year (
  year integer primary key,
  revision integer not null,
  state text not null check (state in ('draft', 'in_force')),
  entered_by text not null,
  entered_at timestamptz not null,
  approved_by text,
  approved_at timestamptz
);
grant select on fund_budget, fund_budget_year to yibao_console;
