-- Enrolment by file: what was brought in, by which certificate a person came, wages declared, and work lists.

-- One row for each check and each import of a file; the file itself is known by its hash.
create table enrol_import (
  import_id uuid primary key,
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  file_name text not null,
  step text not null check (step in ('checked', 'imported')),
  lines bigint not null check (lines >= 0),
  faults bigint not null check (faults >= 0),
  -- Lines by kind.
  kinds json not null,
  by_account text not null,
  at timestamptz not null
);
grant select on enrol_import to yibao_console;

-- A certificate brings a person in once, whichever file names it first.
create table certificate_claim (
  certificate_kind text not null,
  certificate_no text not null,
  person_no text not null,
  primary key (certificate_kind, certificate_no)
);

-- 月缴费工资 as declared: holds from the month until a later one of the same employer.
create table contribution_wage (
  person_no text not null,
  employer_no text not null,
  from_month text not null check (from_month ~ '^\d{4}-(0[1-9]|1[0-2])$'),
  wage_fen bigint not null check (wage_fen > 0),
  primary key (person_no, employer_no, from_month)
);

-- 重复参保: two enrolments of one time, and what the notices say; decided by a person where they leave it open.
create table enrolment_issue (
  issue_id uuid not null,
  person_no text not null,
  area text not null,
  -- Scheme, area and first day of the enrolment asked for: the same question is asked once.
  question text not null,
  state text not null check (state in ('open', 'closed')),
  found json not null,
  steps json not null,
  primary key (issue_id, person_no)
);
create index enrolment_issue_person on enrolment_issue (person_no);
create index enrolment_issue_open on enrolment_issue (area) where state = 'open';

alter table enrolment_issue enable row level security;
create policy console_scope on enrolment_issue for select to yibao_console
  using ((select everything_in_scope()) or in_scope(area, null));
grant select on enrolment_issue to yibao_console;
