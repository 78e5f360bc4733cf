-- 曾用证件: what a person was known by before the number of their own, and by whose hand it was bound.
create table person_identity (
  identity_id uuid not null,
  person_no text not null,
  certificate_kind text not null,
  certificate_no text not null,
  name text not null,
  note text not null,
  by_account text not null,
  at timestamptz not null,
  primary key (identity_id, person_no)
);
create index person_identity_person on person_identity (person_no);

alter table person_identity enable row level security;
create policy console_scope on person_identity for select to yibao_console
  using ((select everything_in_scope()) or exists (select from person p
    where p.person_no = person_identity.person_no and in_scope(p.area, null)));
grant select on person_identity to yibao_console;
