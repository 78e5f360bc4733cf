-- 银行对账: a statement of one bank account of a fund for one month as the bank gave it, set against the bank book; what only one side
-- has is explained line by line, and another person agrees.
create table bank_statement (
  statement_id uuid primary key,
  fund text not null,
  -- 1003 财政专户, 1004 支出户, 1005 国库.
  account text not null check (account in ('1003', '1004', '1005')),
  month text not null check (month ~ '^\d{4}-(0[1-9]|1[0-2])$'),
  opening_fen bigint not null,
  closing_fen bigint not null,
  items json not null,
  sha256 text not null,
  -- What is said of a line that only one side has, or that both have otherwise.
  notes json not null,
  state text not null check (state in ('open', 'agreed', 'withdrawn')),
  steps json not null,
  uploaded_at timestamptz not null
);
create unique index bank_statement_of_month on bank_statement (fund, account, month) where state <> 'withdrawn';
alter table bank_statement enable row level security;
create policy console_scope on bank_statement for select to yibao_console using ((select everything_in_scope()));
grant select on bank_statement to yibao_console;
