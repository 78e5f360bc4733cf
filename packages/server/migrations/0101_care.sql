-- Care and what it cost: visits, fee batches, settlements, filings.

-- 就诊: a registration, an admission or a purchase. batches lists the fee batches and the settlement of each;
-- settlements names every settlement and mirror record of the visit, oldest first.
create table visit (
  visit_id uuid not null,
  person_no text not null,
  kind text not null check (kind in ('outpatient', 'inpatient', 'pharmacy')),
  state text not null check (state in (
    'registered', 'open', 'cancelled', 'admitted', 'discharged', 'settled', 'settled_before_discharge')),
  batches json not null default '[]',
  settlements uuid[] not null default '{}',
  provider text not null,
  area text not null,
  began_on date not null,
  ended_on date,
  details json not null,
  primary key (visit_id, person_no)
) with (fillfactor = 80); -- settling updates the row in its page
create index visit_person on visit (person_no);

-- One row per message of fee lines: the lines as they were sent, with what the catalogue said on each line's own day.
create table fee_batch (
  visit_id uuid not null,
  seq integer not null,
  person_no text not null,
  batch_no text not null,
  provider text not null,
  area text not null,
  serials text[] not null,
  withdrawn text[] not null default '{}',
  lines json not null,
  primary key (visit_id, seq, person_no)
) partition by range (visit_id);
create table fee_batch_default partition of fee_batch default;

-- 结算. The document holds the frozen facts and every amount, so that the settlement can be computed again for ever. A
-- cancelled settlement stays as it was; its mirror is a row of its own with every amount negated.
create table settlement (
  settlement_id uuid not null,
  person_no text not null,
  visit_id uuid not null,
  msgid text not null,
  provider text not null,
  area text not null,
  scheme text not null,
  setting text not null,
  clearing text not null,
  settled_at timestamptz not null,
  total_fen bigint not null,
  in_scope_fen bigint not null,
  fund_fen bigint not null,
  person_fen bigint not null,
  account_fen bigint not null,
  cash_fen bigint not null,
  -- What each payer paid, in the order of the policy language's payers.
  payers bigint[] not null,
  reverses uuid,
  reversed_by uuid,
  document json not null,
  primary key (settlement_id, person_no)
) partition by range (settlement_id);
create table settlement_default partition of settlement default;

-- 药品追溯码: a whole pack is dispensed once.
create table trace_code_use (
  code text primary key,
  person_no text not null,
  settlement_id uuid not null
);
create index trace_code_use_settlement on trace_code_use (settlement_id);

-- A message undone by 冲正, whether or not it had arrived: should it come later, it has no effect.
create table message_void (
  sender text not null,
  msgid text not null,
  person_no text not null,
  voided_at timestamptz not null,
  primary key (sender, msgid, person_no)
);

-- 备案: referral, chronic disease, chosen provider.
create table filing (
  filing_id uuid not null,
  person_no text not null,
  kind text not null check (kind in ('referral', 'chronic_disease', 'chosen_provider')),
  state text not null check (state in ('filed', 'approved', 'withdrawn')),
  provider text not null,
  area text not null,
  from_on date not null,
  until_on date,
  filed_at timestamptz not null,
  details json not null,
  primary key (filing_id, person_no)
);
create index filing_person on filing (person_no);

alter table visit enable row level security;
create policy console_scope on visit for select to yibao_console using (in_scope(area, provider));
grant select on visit to yibao_console;
alter table fee_batch enable row level security;
create policy console_scope on fee_batch for select to yibao_console using (in_scope(area, provider));
grant select on fee_batch to yibao_console;
alter table settlement enable row level security;
create policy console_scope on settlement for select to yibao_console using (in_scope(area, provider));
grant select on settlement to yibao_console;
alter table filing enable row level security;
create policy console_scope on filing for select to yibao_console using (in_scope(area, provider));
grant select on filing to yibao_console;
