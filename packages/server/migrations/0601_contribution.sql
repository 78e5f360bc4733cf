-- Contributions from charge to credit. A charge is one payer's for one period and fund; its lines say for whom.

create table contribution_charge (
  charge_no text not null,
  -- The payer: a person's number, or employer:…, payer:….
  person_no text not null,
  kind text not null check (kind in ('contribution', 'late_fee')),
  payer_kind text not null check (payer_kind in ('employer', 'person', 'body')),
  payer text not null,
  area text not null,
  fund text not null,
  period text not null check (period ~ '^\d{4}(-(0[1-9]|1[0-2]))?$'),
  amount_fen bigint not null check (amount_fen > 0),
  people bigint not null check (people >= 0),
  due_on date not null,
  state text not null check (state in ('assessed', 'sent', 'collected', 'confirmed', 'credited')),
  assessed_on date not null,
  batch_id uuid,
  receipt_no text,
  arrival_no text,
  confirmed_on date,
  primary key (charge_no, person_no)
);
create index contribution_charge_period on contribution_charge (period, state);
create index contribution_charge_open on contribution_charge (due_on) where state in ('assessed', 'sent', 'collected');
create index contribution_charge_payer on contribution_charge (person_no);

create table contribution_line (
  person_no text not null,
  charge_no text not null,
  fund text not null,
  period text not null,
  payer text not null,
  area text not null,
  base_fen bigint not null check (base_fen >= 0),
  amount_fen bigint not null check (amount_fen > 0),
  account_fen bigint not null check (account_fen >= 0 and account_fen <= amount_fen),
  credited_on date,
  primary key (person_no, charge_no)
);
-- Nobody owes the same contribution twice.
create unique index contribution_line_once on contribution_line (person_no, fund, period, payer);
create index contribution_line_charge on contribution_line (charge_no) where credited_on is null;

-- 移交税务: the charges of one file.
create table contribution_batch (
  batch_id uuid primary key,
  sha256 text not null,
  charges bigint not null,
  amount_fen bigint not null,
  made_at timestamptz not null
);

-- What the tax office says was paid. A receipt is taken once, however often its file comes.
create table contribution_receipt (
  receipt_no text primary key,
  -- The payer as the tax office names it; '-' where it does not.
  person_no text not null,
  charge_no text,
  fund text not null,
  period text not null,
  amount_fen bigint not null check (amount_fen <> 0),
  paid_on date not null,
  taken_on date not null
);
create index contribution_receipt_charge on contribution_receipt (charge_no);
create index contribution_receipt_paid on contribution_receipt (paid_on);

-- Money at the treasury or bank. In suspense until its receipt and charge are found.
create table contribution_arrival (
  arrival_no text primary key,
  person_no text not null,
  receipt_no text not null,
  fund text not null,
  amount_fen bigint not null check (amount_fen > 0),
  arrived_on date not null,
  taken_on date not null,
  state text not null check (state in ('suspense', 'matched', 'refunded')),
  charge_no text,
  settled_on date
);
create index contribution_arrival_receipt on contribution_arrival (receipt_no);
create index contribution_arrival_suspense on contribution_arrival (arrived_on) where state = 'suspense';
create index contribution_arrival_day on contribution_arrival (arrived_on);

-- 对账差异: found by a reconciliation, followed until it is closed.
create table contribution_break (
  break_no text primary key,
  kind text not null,
  fund text not null,
  amount_fen bigint not null,
  charge_no text,
  receipt_no text,
  arrival_no text,
  expected text,
  owner text not null,
  state text not null check (state in ('open', 'explained', 'corrected', 'closed')),
  opened_on date not null,
  steps json not null
);
create index contribution_break_open on contribution_break (opened_on) where state <> 'closed';

-- A day or month and fund: Σ credited = Σ confirmed − Σ suspense − Σ refunded.
create table contribution_reconciliation (
  span text not null,
  fund text not null,
  confirmed_fen bigint not null,
  credited_fen bigint not null,
  suspense_fen bigint not null,
  refunded_fen bigint not null,
  arrivals bigint not null,
  matched bigint not null,
  made_at timestamptz not null,
  primary key (span, fund),
  check (confirmed_fen = credited_fen + suspense_fen + refunded_fen)
);

-- 退费: what lies in suspense goes back to whoever paid, under four eyes.
create table contribution_refund (
  refund_id uuid primary key,
  arrival_no text not null,
  fund text not null,
  amount_fen bigint not null check (amount_fen > 0),
  reason text not null,
  state text not null check (state in ('proposed', 'paid', 'withdrawn')),
  steps json not null
);
create unique index contribution_refund_once on contribution_refund (arrival_no) where state <> 'withdrawn';

alter table contribution_charge enable row level security;
create policy console_scope on contribution_charge for select to yibao_console
  using ((select everything_in_scope()) or in_scope(area, null));
alter table contribution_line enable row level security;
create policy console_scope on contribution_line for select to yibao_console
  using ((select everything_in_scope()) or in_scope(area, null));
alter table contribution_receipt enable row level security;
create policy console_scope on contribution_receipt for select to yibao_console
  using ((select everything_in_scope()) or in_scope('-', null));
alter table contribution_arrival enable row level security;
create policy console_scope on contribution_arrival for select to yibao_console
  using ((select everything_in_scope()) or in_scope('-', null));
-- Their numbers name payers of every county: for accounts of the whole pooling area.
alter table contribution_break enable row level security;
create policy console_scope on contribution_break for select to yibao_console using ((select everything_in_scope()));
alter table contribution_refund enable row level security;
create policy console_scope on contribution_refund for select to yibao_console using ((select everything_in_scope()));
grant select on contribution_charge, contribution_line, contribution_receipt, contribution_arrival, contribution_batch,
  contribution_break, contribution_reconciliation, contribution_refund to yibao_console;
