-- 预付与直付: money that leaves a fund before a clearing owes it, and what of it is set against later months.
create table advance (
  advance_id uuid primary key,
  kind text not null check (kind in ('ordinary', 'emergency', 'supplier', 'direct')),
  provider text not null,
  area text not null,
  fund text not null,
  amount_fen bigint not null check (amount_fen > 0),
  -- Set against later months or given back, and what is asked for and not decided: never more than was paid.
  offset_fen bigint not null default 0 check (offset_fen >= 0),
  asked_fen bigint not null default 0 check (asked_fen >= 0),
  -- 配送企业, where it is the payee.
  supplier text not null,
  -- Why, and by what estimate.
  reason text not null,
  estimate_fen bigint,
  state text not null check (state in ('proposed', 'approved', 'paid', 'withdrawn')),
  steps json not null,
  check (offset_fen + asked_fen <= amount_fen)
);
create index advance_provider on advance (provider, advance_id);

create table advance_offset (
  offset_id uuid primary key,
  advance_id uuid not null references advance,
  provider text not null,
  area text not null,
  kind text not null check (kind in ('offset', 'return')),
  amount_fen bigint not null check (amount_fen > 0),
  note text not null,
  state text not null check (state in ('proposed', 'booked', 'withdrawn')),
  steps json not null
);
create index advance_offset_of on advance_offset (advance_id);

alter table advance enable row level security;
create policy console_scope on advance for select to yibao_console
  using ((select everything_in_scope()) or in_scope(area, provider));
alter table advance_offset enable row level security;
create policy console_scope on advance_offset for select to yibao_console
  using ((select everything_in_scope()) or in_scope(area, provider));
grant select on advance, advance_offset to yibao_console;
