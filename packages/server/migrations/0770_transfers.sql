-- 转移接续: an application in or out, the months and the money that go with it, what it changed of the person's enrolment, and who did what.
create table enrolment_transfer (
  transfer_id uuid not null,
  person_no text not null,
  area text not null,
  direction text not null check (direction in ('in', 'out')),
  scheme text not null check (scheme in ('employee', 'resident')),
  other_area text not null,
  other_name text not null,
  state text not null check (state in
    ('applied', 'accepted', 'letter_out', 'form_in', 'certified', 'closed', 'rejected', 'reversed')),
  applied_on date not null,
  -- 15 working days after the application.
  due_on date not null,
  closed_on date,
  -- Of the letter to the old place, or of the certificate given here.
  number text,
  last_month text,
  -- Months paid at the other place, or here, as the form or the certificate says.
  stretches json not null,
  balance_fen bigint not null check (balance_fen >= 0),
  -- Enrolments before and after, so that a reversal restores what nothing has been built on since.
  effect json,
  steps json not null,
  primary key (transfer_id, person_no)
);
create index enrolment_transfer_person on enrolment_transfer (person_no, transfer_id);
create index enrolment_transfer_open on enrolment_transfer (due_on, transfer_id)
  where state in ('applied', 'accepted', 'letter_out', 'form_in', 'certified');

alter table enrolment_transfer enable row level security;
create policy console_scope on enrolment_transfer for select to yibao_console
  using ((select everything_in_scope()) or in_scope(area, null));
grant select on enrolment_transfer to yibao_console;
