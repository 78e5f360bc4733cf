-- 月度清算: what the funds owe a provider for one month, from its proposal to the bank; each provider and month once.
create table clearing (
  clearing_id uuid primary key,
  provider text not null,
  area text not null,
  month text not null check (month ~ '^\d{4}-\d{2}$'),
  state text not null check (state in ('proposed', 'confirmed', 'reviewed', 'approved', 'paid', 'returned', 'withdrawn')),
  -- By fund: allowed, deposit, carried in, payable, carried out.
  funds json not null,
  deposit_rate_bp integer not null check (deposit_rate_bp between 0 and 2000),
  payable_fen bigint not null check (payable_fen >= 0),
  -- Who did which step, when, with what to show for it.
  steps json not null,
  -- Of the payment in effect; its journals name it.
  payment_id uuid
);
create unique index clearing_of_month on clearing (provider, month) where state <> 'withdrawn';

alter table clearing enable row level security;
create policy console_scope on clearing for select to yibao_console
  using ((select everything_in_scope()) or in_scope(area, provider));
grant select on clearing to yibao_console;
