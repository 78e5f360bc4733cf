-- 行为模型线索: what a behaviour model says about many visits together, and the runs that looked for it. Each settlement of a clue is a
-- case of its own, on the same way as findings of rules.
create table audit_model_run (
  run_id uuid primary key,
  state text not null check (state in ('running', 'done', 'failed')),
  asked_by text not null,
  started_at timestamptz not null,
  ended_at timestamptz,
  -- The commit of the lake that was read last; 0 before the first model.
  lake_batch bigint not null,
  -- What came of each model that is done, in order: a run that was stopped goes on after them.
  models json not null,
  -- Models in all, for the progress.
  models_count integer not null,
  problem text not null
);
-- One run at a time.
create unique index audit_model_run_running on audit_model_run (state) where state = 'running';

create table audit_clue (
  clue_id uuid primary key,
  run_id uuid not null,
  model text not null,
  model_version text not null,
  -- Whom or what the model looked at, in its own words.
  key text not null,
  provider text not null,
  area text not null,
  practitioner text not null,
  -- What it came to, and from what on it is a clue.
  scores json not null,
  persons_count integer not null,
  visits_count integer not null,
  -- Everything that was computed; the reasons with their bounds; the settlements it was computed from.
  features json not null,
  reasons json not null,
  evidence json not null,
  found_at timestamptz not null
);
create index audit_clue_model on audit_clue (model, clue_id);

alter table audit_case add column clue_id uuid;
-- A model names a settlement once, however often it runs; what was cancelled does not count.
create unique index audit_case_of_clue on audit_case (rule, settlement_id, person_no) where clue_id is not null and state <> 'void';
create index audit_case_clue on audit_case (clue_id) where clue_id is not null;

-- A clue is seen by whoever sees one of its cases.
alter table audit_clue enable row level security;
create policy console_scope on audit_clue for select to yibao_console
  using (exists (select from audit_case c where c.clue_id = audit_clue.clue_id));
grant select on audit_clue, audit_model_run to yibao_console;
