-- 已记账退费: a contribution that was credited goes back, whole or in part, under several pairs of hands.
create table contribution_credit_refund (
  refund_id uuid not null,
  -- For whom it was paid; the payer is who gets it.
  person_no text not null,
  charge_no text not null,
  fund text not null,
  period text not null,
  area text not null,
  payer_kind text not null check (payer_kind in ('employer', 'person', 'body')),
  payer text not null,
  reason text not null check (reason in ('left', 'duplicate', 'wrong_base', 'identity')),
  -- 核定退费, what of it had gone into the personal account, and what of that is spent and kept back.
  amount_fen bigint not null check (amount_fen > 0),
  account_fen bigint not null check (account_fen >= 0 and account_fen <= amount_fen),
  kept_fen bigint not null default 0 check (kept_fen >= 0 and kept_fen <= account_fen),
  -- Of a wrong base: the right one.
  base_fen bigint check (base_fen >= 0),
  -- 国库退库 or 支出户.
  paid_from text not null check (paid_from in ('treasury', 'expenditure')),
  state text not null
    check (state in ('applied', 'reviewed', 'approved', 'paid', 'returned', 'withdrawn', 'revoked')),
  -- Of the approval and of the payment; their journals name them.
  approval_id uuid,
  payment_id uuid,
  paid_on date,
  applied_on date not null,
  steps json not null,
  primary key (refund_id, person_no)
);
-- One application at a time for each contribution.
create unique index contribution_credit_refund_open on contribution_credit_refund (person_no, charge_no)
  where state in ('applied', 'reviewed', 'approved', 'returned');
create index contribution_credit_refund_list on contribution_credit_refund (state, refund_id);
create index contribution_credit_refund_charge on contribution_credit_refund (charge_no);

-- 已退: of a line, by approved refunds; never more than was paid, nor more than went into the account.
alter table contribution_line
  add column refunded_fen bigint not null default 0 check (refunded_fen >= 0 and refunded_fen <= amount_fen),
  add column refunded_account_fen bigint not null default 0
    check (refunded_account_fen >= 0 and refunded_account_fen <= account_fen);

-- Paid back of what was credited, on the days of the span; what arrived that day stays what it was.
alter table contribution_reconciliation add column paid_back_fen bigint not null default 0;

-- 收回: what is taken back out of an account stands beside what came in, below zero.
alter table account_credit drop constraint account_credit_amount_fen_check;
alter table account_credit add constraint account_credit_amount check (amount_fen <> 0);

alter table contribution_credit_refund enable row level security;
create policy console_scope on contribution_credit_refund for select to yibao_console
  using ((select everything_in_scope()) or in_scope(area, null));
grant select on contribution_credit_refund to yibao_console;
