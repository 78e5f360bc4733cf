-- 审核工作台: what was found after settlement, on its way through three reviews and the provider's appeal to a deduction.

-- 事后: every settlement is looked at as well. One that could not be looked at says why, and is set aside.
alter table audit_screening drop constraint audit_screening_stage_check;
alter table audit_screening add constraint audit_screening_stage_check check (stage in ('pre', 'mid', 'post'));
alter table audit_screening add column settlement_id uuid;
create index audit_screening_set_aside on audit_screening (screening_id) where stage = 'post' and state = 'unscreened';
alter table audit_finding drop constraint audit_finding_stage_check;
alter table audit_finding add constraint audit_finding_stage_check check (stage in ('pre', 'mid', 'post'));

-- 疑点: a finding of a settlement, as people work on it. The finding itself never changes.
create table audit_case (
  finding_id uuid not null,
  person_no text not null,
  settlement_id uuid not null,
  visit_id uuid not null,
  provider text not null,
  area text not null,
  -- The day and month of the settlement.
  settled_on date not null,
  rule text not null,
  rule_version text not null,
  severity text not null check (severity in ('definite', 'suspect', 'needs_evidence')),
  -- Rules that meet on a line deduct it once, in this order.
  rank integer not null,
  -- Lines of the settlement by number, and what of each may be recovered.
  lines json not null,
  excess_fen bigint not null check (excess_fen >= 0),
  state text not null check (state in ('first_review', 'second_review', 'appeal', 'final_review', 'decided', 'deducted',
    'rejected', 'overturned', 'reversed', 'void')),
  -- Until when the present state is to be left; null: nobody waits.
  due_on date,
  -- Who did which step, when, why, with which evidence.
  steps json not null,
  -- What the final review decided: lines, in what way; null before.
  decision json,
  claw_back_id uuid,
  deducted_fen bigint not null default 0 check (deducted_fen >= 0),
  -- Of the funds alone, after appeal: what counts as saved.
  certified_fen bigint not null default 0 check (certified_fen >= 0),
  -- Why a decision could not be carried out; '' when nothing stands in its way.
  problem text not null default '',
  primary key (finding_id, person_no)
);
create index audit_case_state on audit_case (state, finding_id);
create index audit_case_provider on audit_case (provider, finding_id);
create index audit_case_rule on audit_case (rule, finding_id);
create index audit_case_settlement on audit_case (settlement_id);

-- 申诉材料: what an institution brought, with the hash that its steps name. Of an institution; one file may serve many cases.
create table audit_evidence (
  evidence_id uuid primary key,
  provider text not null,
  area text not null,
  name text not null,
  media_type text not null,
  size_bytes integer not null check (size_bytes > 0),
  sha256 text not null,
  -- Base64.
  content text not null,
  uploaded_by text not null,
  uploaded_at timestamptz not null
);

-- An institution sees what it was told of: not what is still being looked at, nor what came to nothing before.
alter table audit_case enable row level security;
create policy console_scope on audit_case for select to yibao_console using (
  ((select everything_in_scope()) or in_scope(area, provider)) and (current_setting('yibao.provider', true) = ''
    or state in ('appeal', 'final_review', 'decided', 'deducted', 'overturned', 'reversed')));
alter table audit_evidence enable row level security;
create policy console_scope on audit_evidence for select to yibao_console
  using ((select everything_in_scope()) or in_scope(area, provider));
grant select on audit_case, audit_evidence to yibao_console;

-- 撤销追回: a claw-back that should not have been is undone by its mirror, and its row says by whom and why.
alter table claw_back drop constraint claw_back_state_check;
alter table claw_back add constraint claw_back_state_check check (state in ('deducted', 'due', 'recovered', 'reversed'));
alter table claw_back add column reversed_at timestamptz;
alter table claw_back add column reversed_by text;
alter table claw_back add column reversal_reason text;
