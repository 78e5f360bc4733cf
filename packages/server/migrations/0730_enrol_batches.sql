-- Batches of enrolments sent at the console: the file while it is needed, its faults, what each line changed, and who did what.
-- And employers' handlers, who see the people and charges of one employer.
create table enrol_batch (
  batch_id uuid primary key,
  file_name text not null,
  origin text not null check (origin in ('file', 'form')),
  -- What the sender may bring in: areas by prefix, and of an employer its own people alone.
  area text not null,
  employer_no text,
  sha256 text check (sha256 ~ '^[0-9a-f]{64}$'),
  bytes bigint not null check (bytes >= 0),
  state text not null check (state in
    ('receiving', 'checking', 'checked', 'importing', 'imported', 'reversing', 'reversed', 'refused', 'withdrawn')),
  -- Counts every going-through of the file, so that the faults of an interrupted one are not those of the next.
  run bigint not null check (run >= 0),
  -- Lines gone through, of the bytes in ten thousandths.
  done bigint not null,
  share_bp bigint not null check (share_bp between 0 and 10000),
  lines bigint not null check (lines >= 0),
  faults bigint not null check (faults >= 0),
  kinds json not null,
  fault_kinds json not null,
  -- Why the file as a whole was not read.
  refusal json,
  steps json not null,
  by_account text not null,
  at timestamptz not null,
  moved_at timestamptz not null
);
create index enrol_batch_open on enrol_batch (moved_at) where state in ('receiving', 'checking', 'importing', 'reversing');

-- The file as it came, until it is brought in or withdrawn: afterwards its hash and its lines' record are enough.
create table enrol_batch_part (
  batch_id uuid not null,
  no bigint not null,
  bytes bytea not null,
  primary key (batch_id, no)
);

create table enrol_batch_fault (
  batch_id uuid not null,
  run bigint not null,
  no bigint not null,
  faults json not null,
  primary key (batch_id, run, no)
);

-- What a line changed, as it was before and after: what a reversal restores, where nothing has been built on it since.
create table enrol_batch_line (
  batch_id uuid not null,
  person_no text not null,
  line bigint not null,
  kind text not null,
  first_on date not null,
  before json not null,
  after json not null,
  employer_before text,
  wage json,
  outcome text check (outcome in ('reversed', 'changed_since', 'benefit_used', 'charged', 'died')),
  primary key (batch_id, person_no)
);

alter table account add column employer text;
create index person_employer on person (employer_no) where employer_no is not null;

-- An employer's handler is an institution that no table of care knows; these lines are all that it is shown.
create function is_own_employer(employer_no text) returns boolean language sql stable parallel safe as $$
  select coalesce(current_setting('yibao.provider', true) = 'employer:' || employer_no, false)
$$;
create policy console_employer on person for select to yibao_console using (is_own_employer(employer_no));
create policy console_employer on contribution_charge for select to yibao_console
  using (payer_kind = 'employer' and is_own_employer(payer));
create policy console_employer on contribution_line for select to yibao_console using (is_own_employer(payer));

alter table contribution_wage enable row level security;
create policy console_scope on contribution_wage for select to yibao_console
  using ((select everything_in_scope()) or exists (select from person p
    where p.person_no = contribution_wage.person_no and in_scope(p.area, null)));
create policy console_employer on contribution_wage for select to yibao_console using (is_own_employer(employer_no));
grant select on contribution_wage to yibao_console;

alter table enrol_batch enable row level security;
create policy console_scope on enrol_batch for select to yibao_console
  using ((select everything_in_scope()) or in_scope(area, null) or is_own_employer(employer_no));
alter table enrol_batch_fault enable row level security;
create policy console_scope on enrol_batch_fault for select to yibao_console
  using (exists (select from enrol_batch b where b.batch_id = enrol_batch_fault.batch_id));
alter table enrol_batch_line enable row level security;
create policy console_scope on enrol_batch_line for select to yibao_console
  using ((select everything_in_scope()) or exists (select from enrol_batch b where b.batch_id = enrol_batch_line.batch_id
    and (in_scope(b.area, null) or is_own_employer(b.employer_no))));
grant select on enrol_batch, enrol_batch_fault, enrol_batch_line to yibao_console;
