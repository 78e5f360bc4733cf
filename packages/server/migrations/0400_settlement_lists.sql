-- 结算清单: what hospitals report of settled stays, what quality control found, and the groups of the cases.

-- An error sends a list back (returned); the next one takes its place (replaced). One list of a settlement is effective.
create table settlement_list (
  list_id uuid not null,
  person_no text not null,
  settlement_id uuid not null,
  visit_id uuid not null,
  provider text not null,
  area text not null,
  -- Year and month of the settlement, 202606: what payment goes by.
  month text not null check (month ~ '^\d{6}$'),
  state text not null check (state in ('effective', 'returned', 'replaced')),
  uploaded_at timestamptz not null,
  rules_version text not null,
  -- The list as it was checked, and what the rules do not read, as it was sent.
  list json not null,
  notes json not null,
  findings json not null,
  primary key (list_id, person_no)
);
create unique index settlement_list_effective on settlement_list (settlement_id, person_no) where state = 'effective';
create index settlement_list_of on settlement_list (settlement_id);
create index settlement_list_month on settlement_list (provider, month, list_id);

-- 分组结果: of each effective list, by each scheme in use; a later grouping is a further version.
create table case_group (
  list_id uuid not null,
  person_no text not null,
  method text not null check (method in ('drg', 'dip')),
  version integer not null check (version > 0),
  settlement_id uuid not null,
  provider text not null,
  area text not null,
  month text not null,
  scheme text not null,
  scheme_version text not null,
  is_grouped boolean not null,
  code text not null,
  name text not null,
  result json not null,
  explanation text not null,
  grouped_at timestamptz not null,
  primary key (list_id, person_no, method, version)
);
create index case_group_month on case_group (provider, month, method, list_id);

alter table settlement_list enable row level security;
create policy console_scope on settlement_list for select to yibao_console
  using ((select everything_in_scope()) or in_scope(area, provider));
alter table case_group enable row level security;
create policy console_scope on case_group for select to yibao_console
  using ((select everything_in_scope()) or in_scope(area, provider));
grant select on settlement_list, case_group to yibao_console;
