-- 付费核算: what the payment methods give for the stays of a month, provider by provider and case by case, and its release.

-- One calculation for all providers of the pooling area. A new one takes the place of one that is not released.
create table payment_run (
  run_id uuid primary key,
  period text not null check (period ~ '^\d{4}(-\d{2})?$'),
  state text not null check (state in ('calculated', 'released', 'withdrawn')),
  -- The payment configuration: its name, and the hash of what was used of it.
  rules text not null,
  rules_hash text not null,
  -- Same input and same rules: same result, byte for byte.
  input_hash text not null,
  result_hash text not null,
  -- Values of units, closing of the budgets, quotas, issues: what is published for the area.
  result json not null,
  -- Who did which step, when.
  steps json not null,
  -- Of the release; its journals name it.
  release_id uuid
);
create unique index payment_run_of_period on payment_run (period) where state <> 'withdrawn';

-- One provider's part of a run.
create table payment_sheet (
  run_id uuid not null,
  provider text not null,
  area text not null,
  period text not null,
  cases integer not null check (cases >= 0),
  cost_fen bigint not null,
  booked_fen bigint not null,
  due_fen bigint not null,
  -- By budget, method and insurance: units, value, ratio, money.
  lines json not null,
  indexes json not null,
  primary key (run_id, provider)
);
create index payment_sheet_provider on payment_sheet (provider, period);

-- One case of a run: what it counted for and what came of it; the steps are built again when somebody asks.
create table case_payment (
  run_id uuid not null,
  person_no text not null,
  settlement_id uuid not null,
  list_id uuid not null,
  provider text not null,
  area text not null,
  method text not null,
  budget text not null,
  insurance text not null,
  rule text not null,
  code text not null,
  name text not null,
  cost_fen bigint not null,
  booked_fen bigint not null,
  due_fen bigint not null,
  -- The case as it was priced, and weight, coefficient, multiple, units, value and ratio as exact texts.
  facts json not null,
  figures json not null,
  primary key (run_id, person_no, settlement_id)
);
create index case_payment_provider on case_payment (run_id, provider, settlement_id);

grant select on payment_run to yibao_console;
alter table payment_sheet enable row level security;
create policy console_scope on payment_sheet for select to yibao_console
  using ((select everything_in_scope()) or in_scope(area, provider));
alter table case_payment enable row level security;
create policy console_scope on case_payment for select to yibao_console
  using ((select everything_in_scope()) or in_scope(area, provider));
grant select on payment_sheet, case_payment to yibao_console;
