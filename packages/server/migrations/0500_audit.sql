-- 智能审核: what was looked at before care and before payment, what was found, and what was said to it.

-- One look at an order or a bill. An unscreened one says why: care went on, and nobody has looked.
create table audit_screening (
  screening_id uuid not null,
  person_no text not null,
  provider text not null,
  area text not null,
  -- The visit as its provider names it.
  visit text not null,
  stage text not null check (stage in ('pre', 'mid')),
  state text not null check (state in ('screened', 'unscreened')),
  -- Why nobody has looked: slow, failed.
  why text,
  screened_at timestamptz not null,
  lines integer not null,
  -- Rules and knowledge points that were in force.
  rules integer not null,
  points integer not null,
  primary key (screening_id, person_no)
);
create index audit_screening_visit on audit_screening (person_no, visit);

-- One finding with everything it stands on: versions, facts used, texts as they were shown.
create table audit_finding (
  finding_id uuid not null,
  person_no text not null,
  screening_id uuid not null,
  -- Findings told in one message share its number: an order is stopped once.
  message_id uuid not null,
  provider text not null,
  area text not null,
  visit text not null,
  stage text not null check (stage in ('pre', 'mid')),
  rule text not null,
  rule_version text not null,
  knowledge json not null,
  severity text not null check (severity in ('definite', 'suspect', 'needs_evidence')),
  item text not null,
  lines json not null,
  excess_quantity bigint not null,
  excess_fen bigint not null,
  facts json not null,
  texts json not null,
  -- false: the same reminder was given within the last days.
  told boolean not null,
  found_at timestamptz not null,
  response text check (response in ('continued', 'changed')),
  reason text,
  responded_by text,
  responded_at timestamptz,
  primary key (finding_id, person_no)
);
create index audit_finding_person on audit_finding (person_no, found_at);
create index audit_finding_message on audit_finding (message_id);

alter table audit_screening enable row level security;
create policy console_scope on audit_screening for select to yibao_console using (in_scope(area, provider));
grant select on audit_screening to yibao_console;
alter table audit_finding enable row level security;
create policy console_scope on audit_finding for select to yibao_console using (in_scope(area, provider));
grant select on audit_finding to yibao_console;
