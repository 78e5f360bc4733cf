-- 分组申诉: an institution says that a case stands in the wrong group or lacks a diagnosis; two people decide; what is accepted is grouped
-- anew in a version of its own, and the difference of a released month is owed in the month of the decision.
create table group_appeal (
  appeal_id uuid not null,
  person_no text not null,
  settlement_id uuid not null,
  list_id uuid not null,
  provider text not null,
  area text not null,
  -- The month that was calculated.
  period text not null check (period ~ '^\d{4}-(0[1-9]|1[0-2])$'),
  method text not null check (method in ('drg', 'dip')),
  kind text not null check (kind in ('wrong_group', 'missing_diagnosis')),
  reason text not null,
  -- The papers that prove it.
  evidence text not null,
  -- Codes as the institution says they should be, the main diagnosis first.
  claimed json not null,
  state text not null check (state in ('applied', 'opined', 'accepted', 'refused', 'withdrawn')),
  -- The group before and after, with what each gives; after is null until it is accepted.
  before json not null,
  after json,
  -- What of the difference a released month still owes, or is owed less; null where nothing was released.
  budget text,
  adjusted_fen bigint,
  adjustment_id uuid,
  steps json not null,
  applied_at timestamptz not null,
  primary key (appeal_id, person_no)
);
create unique index group_appeal_open on group_appeal (settlement_id, person_no) where state in ('applied', 'opined');
create index group_appeal_case on group_appeal (settlement_id);
create index group_appeal_state on group_appeal (state, appeal_id);

alter table group_appeal enable row level security;
create policy console_scope on group_appeal for select to yibao_console
  using ((select everything_in_scope()) or in_scope(area, provider));
grant select on group_appeal to yibao_console;
