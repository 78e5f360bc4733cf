-- The city: its areas, employers, providers, catalogue and people. Reference tables are read into memory by the server;
-- a person is one row, because a person's enrolment is always read as a whole, under the person's own lock.

create table area (
  code text primary key,
  name text not null
);

create table employer (
  employer_no text primary key,
  credit_code text not null,
  name text not null,
  area text not null,
  average_monthly_wage_fen bigint not null check (average_monthly_wage_fen >= 0)
);

-- 定点医药机构. The agreement is the one now in hand; a suspended one pays nothing on the days it covers.
create table provider (
  code text primary key,
  name text not null,
  credit_code text not null,
  kind text not null check (kind in ('hospital', 'pharmacy')),
  level text not null,
  hospital_grade text not null,
  area text not null,
  tags text[] not null default '{}',
  agreement_from date not null,
  agreement_until date not null,
  agreement_state text not null check (agreement_state in ('active', 'suspended', 'terminated')),
  -- How this provider's system speaks on the wire: only what differs from the national form.
  channel json
);

create table department (
  provider text not null references provider,
  code text not null,
  name text not null,
  specialty text not null default '',
  register json,
  primary key (provider, code)
);

create table staff (
  provider text not null references provider,
  code text not null,
  name text not null,
  department text not null,
  kind text not null check (kind in ('physician', 'nurse', 'pharmacist')),
  active boolean not null,
  primary key (provider, code)
);

-- Versions of one code do not overlap; the program that reads them refuses a table in which they do.
create table catalogue_entry (
  code text not null,
  begin_on date not null,
  end_on date,
  entry json not null,
  primary key (code, begin_on)
);

-- 目录对照: a provider's own items and the national codes they stand for.
create table item_mapping (
  provider text not null references provider,
  own_code text not null,
  list_type text not null,
  item_code text not null,
  begin_on date not null,
  end_on date,
  own_name text not null,
  details json not null,
  mapped_at timestamptz not null,
  withdrawn_at timestamptz,
  primary key (provider, own_code, list_type, item_code)
);

-- Every text of the policy under which this platform ever decided: a settlement can be explained for ever.
create table policy_text (
  version text primary key,
  adopted_at timestamptz not null,
  layers json not null
);

create table person (
  person_no text primary key,
  name text not null,
  certificate_kind text not null,
  certificate_no text not null,
  sex text not null check (sex in ('male', 'female')),
  born_on date not null,
  ethnicity text not null,
  mobile text not null,
  area text not null,
  employer_no text,
  died_on date,
  -- Spells of enrolment, categories, certified diseases, filings in force, givers of family mutual aid.
  dossier json not null
);
create index person_certificate on person (certificate_no);
create index person_name on person (name);

-- 医保电子凭证 and 社会保障卡 by which a person is recognised.
create table person_credential (
  kind text not null check (kind in ('e_credential', 'social_card')),
  number text not null,
  person_no text not null references person,
  primary key (kind, number, person_no)
);

-- What came into a personal account. Opening balance + credits − what effective settlements took = accountFen of the person.
create table account_credit (
  credit_id uuid not null,
  person_no text not null,
  cause text not null,
  amount_fen bigint not null check (amount_fen > 0),
  credited_on date not null,
  primary key (credit_id, person_no)
);
create index account_credit_person on account_credit (person_no);

alter table person enable row level security;
create policy console_scope on person for select to yibao_console using (in_scope(area, null));
grant select on person to yibao_console;
grant select on area, employer, provider, department, staff, catalogue_entry, policy_text to yibao_console;
