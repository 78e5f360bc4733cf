-- 特例单议: a hospital asks that a case leave its group and be judged by itself; two opinions, the second decides.
create table case_review (
  review_id uuid not null,
  person_no text not null,
  settlement_id uuid not null,
  provider text not null,
  area text not null,
  -- Year of the settlement: the cap of reviews is yearly.
  year text not null check (year ~ '^\d{4}$'),
  month text not null check (month ~ '^\d{6}$'),
  state text not null check (state in ('applied', 'opined', 'approved', 'refused', 'withdrawn')),
  kind text not null,
  reason text not null,
  -- What of the case was known when it was asked: cost, booked fund, group.
  facts json not null,
  steps json not null,
  applied_at timestamptz not null,
  primary key (review_id, person_no)
);
create unique index case_review_of_case on case_review (settlement_id, person_no) where state <> 'withdrawn';
create index case_review_provider on case_review (provider, month, review_id);
create index case_review_year on case_review (year, state);

alter table case_review enable row level security;
create policy console_scope on case_review for select to yibao_console
  using ((select everything_in_scope()) or in_scope(area, provider));
grant select on case_review to yibao_console;
