-- The ledger: journals of both layers, balances summed from sealed journals, closed months.

-- One journal is one row, never changed. period is the accounting month; lines are
-- [{fund, account, side, amountFen, …dimensions}], balanced within each fund.
create table journal (
  journal_id uuid not null,
  person_no text not null,
  op_id uuid not null,
  layer text not null check (layer in ('cash', 'accrual')),
  period text not null check (period ~ '^\d{4}-(0[1-9]|1[0-2])$'),
  posted_on date not null,
  cause_kind text not null,
  cause_id text not null,
  reverses uuid,
  lines jsonb not null,
  area text,
  provider text,
  xid xid8 not null default pg_current_xact_id(),
  primary key (journal_id, person_no)
) partition by range (journal_id);
create table journal_default partition of journal default;
create index journal_xid on journal (xid);

alter table journal enable row level security;
create policy console_scope on journal for select to yibao_console using (in_scope(area, provider));
grant select on journal to yibao_console;

-- A month in this table takes no more journals. 'closing' until every posting that began before is finished.
create table ledger_period (
  period text primary key,
  state text not null check (state in ('closing', 'closed'))
);

-- Sums of sealed journals, brought forward in the same transaction that seals them.
create table account_balance (
  layer text not null,
  period text not null,
  fund text not null,
  account text not null,
  area text not null,
  provider text not null,
  debit_fen bigint not null,
  credit_fen bigint not null,
  entries bigint not null,
  primary key (layer, period, fund, account, area, provider)
);
