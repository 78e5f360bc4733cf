-- Events that a reader of the outbox failed on again and again: put aside with the reason, so that others go on.
create table outbox_parked (
  reader text not null,
  op_id uuid not null,
  reason text not null,
  parked_at timestamptz not null,
  primary key (reader, op_id)
);

-- Accounts of people: one account, one person. Changed through the write path.
create table account (
  account text primary key,
  display_name text not null,
  roles text[] not null check (cardinality(roles) > 0),
  -- The part of the area code that all of this account's business begins with; '' is the whole pooling area.
  area text not null,
  -- The institution whose business this account sees; null: not bound to one.
  provider text,
  status text not null check (status in ('active', 'closed'))
);

-- Nothing below is business: it is written by the login itself, and a lost row costs a login at most.
create table credential (
  account text primary key references account,
  password_hash text not null,
  set_at timestamptz not null
);
create table login_guard (
  account text primary key,
  failures integer not null check (failures >= 0),
  locked_until timestamptz
);
create table session (
  token_hash bytea primary key,
  session_id uuid not null unique,
  account text not null references account,
  channel text not null,
  created_at timestamptz not null,
  last_seen_at timestamptz not null,
  expires_at timestamptz not null
);
create index session_account on session (account);
create table one_time_login (
  code_hash bytea primary key,
  account text not null references account,
  expires_at timestamptz not null,
  used_at timestamptz
);
