-- Special flows: requests of the agency under four eyes, and what they lead to: paper bills, payouts, recoveries, open items.

-- 办理申请: somebody proposes, somebody else decides. preview is what the proposal would do, to the fen, as it was shown.
create table flow_request (
  request_id uuid not null,
  person_no text not null,
  kind text not null,
  state text not null check (state in ('proposed', 'approved', 'refused', 'withdrawn')),
  area text not null,
  provider text not null,
  settlement_id uuid,
  input json not null,
  preview json not null,
  reason text not null,
  proposed_by text not null,
  proposed_at timestamptz not null,
  decided_by text,
  decided_at timestamptz,
  decision_note text,
  -- What came of it: identifiers of settlements, payouts, recoveries.
  result json,
  primary key (request_id, person_no)
);
create index flow_request_open on flow_request (request_id) where state = 'proposed';
create index flow_request_person on flow_request (person_no, request_id);
create index flow_request_settlement on flow_request (settlement_id) where settlement_id is not null;

-- 票据: an invoice is paid once, whoever brings it.
create table claim_invoice (
  invoice_no text primary key,
  person_no text not null,
  request_id uuid not null,
  settlement_id uuid not null,
  amount_fen bigint not null check (amount_fen > 0)
);
create index claim_invoice_settlement on claim_invoice (settlement_id);

-- 待付款项: money the funds owe to a person or an heir. Of a claim for which no fund pays there is a void one, so that its payee
-- is known should it come to something when it is settled again.
create table payout (
  payout_id uuid not null,
  person_no text not null,
  request_id uuid not null,
  settlement_id uuid,
  kind text not null check (kind in ('claim', 'inheritance')),
  state text not null check (state in ('due', 'paid', 'void')),
  area text not null,
  payee json not null,
  amounts json not null,
  total_fen bigint not null check (total_fen >= 0),
  approved_by text not null,
  due_at timestamptz not null,
  paid_by text,
  paid_at timestamptz,
  reference text,
  primary key (payout_id, person_no)
);
create index payout_due on payout (payout_id) where state = 'due';
create index payout_settlement on payout (settlement_id) where settlement_id is not null;

-- 审核追回, allocated to the lines of a settlement.
create table claw_back (
  claw_back_id uuid not null,
  person_no text not null,
  settlement_id uuid not null,
  provider text not null,
  area text not null,
  state text not null check (state in ('deducted', 'due', 'recovered')),
  decided_at timestamptz not null,
  decided_by text not null,
  due_fen bigint not null check (due_fen >= 0),
  person_fen bigint not null check (person_fen >= 0),
  document json not null,
  received_at timestamptz,
  received_by text,
  reference text,
  primary key (claw_back_id, person_no)
);
create index claw_back_settlement on claw_back (settlement_id);
create index claw_back_due on claw_back (claw_back_id) where state = 'due';

-- 先诊疗后付费: what the person still owes the provider of a settlement.
create table open_item (
  item_id uuid not null,
  person_no text not null,
  settlement_id uuid not null,
  provider text not null,
  area text not null,
  state text not null check (state in ('open', 'paid', 'void')),
  amount_fen bigint not null,
  paid_fen bigint not null check (paid_fen >= 0),
  opened_at timestamptz not null,
  opened_by text not null,
  promised_on date,
  payments json not null default '[]',
  primary key (item_id, person_no)
);
create index open_item_open on open_item (provider, item_id) where state = 'open';
create index open_item_settlement on open_item (settlement_id);

-- What left a personal account other than by a settlement. What comes into an heir's own is a credit.
create table account_transfer (
  transfer_id uuid not null,
  person_no text not null,
  request_id uuid not null,
  amount_fen bigint not null check (amount_fen > 0),
  cause text not null,
  heir json not null,
  transferred_at timestamptz not null,
  primary key (transfer_id, person_no)
);
create index account_transfer_person on account_transfer (person_no);

-- How a city has its special flows: read into memory by the server.
create table city_setting (
  name text primary key,
  value text not null,
  changed_by text not null,
  changed_at timestamptz not null
);
grant select on city_setting to yibao_console;

alter table flow_request enable row level security;
create policy console_scope on flow_request for select to yibao_console
  using ((select everything_in_scope()) or in_scope(area, provider));
alter table payout enable row level security;
create policy console_scope on payout for select to yibao_console
  using ((select everything_in_scope()) or in_scope(area, null));
alter table claw_back enable row level security;
create policy console_scope on claw_back for select to yibao_console
  using ((select everything_in_scope()) or in_scope(area, provider));
alter table open_item enable row level security;
create policy console_scope on open_item for select to yibao_console
  using ((select everything_in_scope()) or in_scope(area, provider));
grant select on flow_request, payout, claw_back, open_item to yibao_console;
