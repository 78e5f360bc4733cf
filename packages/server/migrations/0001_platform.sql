-- The platform's own tables: who was changed by what, when, on whose message, with which answer. The one write path
-- (packages/server/src/platform/write) is the only writer of these tables.

-- A write that must not happen stops its whole statement, so that nothing of it remains. The code becomes a refusal.
create function refuse_write(code text) returns boolean language plpgsql as $$
begin
  raise exception using errcode = 'YB001', message = code;
end $$;

-- One row per person (or per other subject of business: 'provider:…', 'account:…'), which every change of that
-- subject advances by exactly one, and which carries its accumulators and balances. A change that was decided on an
-- older version writes nothing. Not an insured person's master data: those are tables of the modules.
create table subject_state (
  person_no text primary key,
  version bigint not null check (version > 0),
  state jsonb not null default '{}',
  -- 个人账户 is never overdrawn, whatever the program believes.
  constraint account_not_negative check (coalesce((state ->> 'accountFen')::bigint, 0) >= 0)
) with (fillfactor = 70); -- room for the next version on the same page

-- A message number is used once per sender, for ever. The one large table whose key does not hold the person: on a
-- distributed server it is spread by msgid, because a repeated number with another person's name must be noticed.
create table message_key (
  sender text not null,
  msgid text not null,
  person_no text not null,
  op_id uuid not null,
  primary key (sender, msgid)
);

-- One row per accepted change: idempotency answer, audit record and outbox event at once, so that none can be missing.
-- person_no is the subject of the change.
create table operation (
  op_id uuid not null,
  person_no text not null,
  sender text not null,
  msgid text not null,
  kind text not null,
  actor text not null,
  channel text not null,
  area text,
  provider text,
  at timestamptz not null,
  objects text[] not null default '{}',
  fingerprint bytea not null,
  answer text not null, -- JSON, letter for letter as it was first answered
  event jsonb,
  xid xid8 not null default pg_current_xact_id(),
  primary key (op_id, person_no)
) partition by range (op_id);
create table operation_default partition of operation default;
create index operation_xid on operation (xid);

-- Reads of personal data: who looked at whom, for what, how much was shown.
create table access_record (
  access_id uuid not null,
  person_no text not null,
  actor text not null,
  purpose text not null,
  fields text not null,
  shown integer not null check (shown >= 0),
  result text not null,
  request_id text not null,
  channel text not null,
  area text,
  provider text,
  at timestamptz not null,
  xid xid8 not null default pg_current_xact_id(),
  primary key (access_id, person_no)
) partition by range (access_id);
create table access_record_default partition of access_record default;
create index access_record_xid on access_record (xid);

-- How far each reader of the outbox has come.
create table outbox_cursor (
  reader text primary key,
  xid xid8 not null,
  op_id uuid not null
);

-- Blocks of committed records, chained. leaves holds 48 bytes a record: its identifier and the SHA-256 of its content.
create table sealed_block (
  chain text not null,
  no bigint not null check (no > 0),
  previous_hash bytea not null,
  merkle_root bytea not null,
  hash bytea not null,
  sealed_at timestamptz not null,
  first_id uuid not null,
  last_id uuid not null,
  records integer not null check (records > 0),
  leaves bytea not null,
  up_to_xid xid8 not null,
  up_to_id uuid not null,
  primary key (chain, no),
  check (octet_length(leaves) = records * 48)
);
alter table sealed_block alter column leaves set storage external; -- hashes do not compress

-- The database role of the consoles: sees granted tables only, and in tables with personal data only its own area and
-- institution. Without a declared area it sees no row.
do $$
begin
  if not exists (select from pg_roles where rolname = 'yibao_console') then
    create role yibao_console nologin;
  end if;
exception when duplicate_object or unique_violation then
  null; -- two databases of one server were migrated at the same instant
end $$;
do $$
begin
  if not pg_has_role(current_user, 'yibao_console', 'member') then
    execute format('grant yibao_console to %I', current_user);
  end if;
end $$;

-- The scope is '=' and the prefix of the area codes, so that a setting that was never made, or has ended with its
-- transaction, is no scope at all.
create function in_scope(area text, provider text) returns boolean language sql stable as $$
  select coalesce(
    starts_with('=' || coalesce(area, ''), nullif(current_setting('yibao.area', true), ''))
      and current_setting('yibao.provider', true) in ('', coalesce(provider, '')),
    false)
$$;

alter table operation enable row level security;
create policy console_scope on operation for select to yibao_console using (in_scope(area, provider));
grant select on operation to yibao_console;

alter table access_record enable row level security;
create policy console_scope on access_record for select to yibao_console using (in_scope(area, provider));
grant select on access_record to yibao_console;
