-- The enrolment window: what was learnt of people on the work lists, and the population that rates are divided by.

-- 走访记录: why somebody is not enrolled, as the township or the window found out.
create table enrolment_visit (
  visit_id uuid not null,
  person_no text not null,
  area text not null,
  list text not null check (list in ('broken', 'missing', 'newborn', 'died', 'moved')),
  reason text not null check (reason in
    ('joined_elsewhere', 'died', 'moved_away', 'unwilling', 'unpaid', 'soldier', 'abroad', 'will_enrol', 'other')),
  note text not null,
  by_account text not null,
  at timestamptz not null,
  primary key (visit_id, person_no)
);
create index enrolment_visit_person on enrolment_visit (person_no, visit_id);

-- 人口基数: each figure with its day and source; a later day's figure takes the place of an earlier one.
create table population_base (
  area text not null,
  kind text not null check (kind in ('permanent', 'household', 'enrolled_elsewhere', 'exempt')),
  as_of date not null,
  people bigint not null check (people >= 0),
  source text not null,
  by_account text not null,
  at timestamptz not null,
  primary key (area, kind, as_of)
);

alter table enrolment_visit enable row level security;
create policy console_scope on enrolment_visit for select to yibao_console
  using ((select everything_in_scope()) or in_scope(area, null));
grant select on enrolment_visit, population_base to yibao_console;
