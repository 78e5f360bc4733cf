-- Events that a reader of the outbox failed on again and again: put aside with the reason, so that others go on.
create table outbox_parked (
  reader text not null,
  op_id uuid not null,
  reason text not null,
  parked_at timestamptz not null,
  primary key (reader, op_id)
);

-- Accounts of people: one account, one person, one role. Changed through the write path.
create table account (
  account text primary key,
  display_name text not null,
  role text not null,
  -- What the area codes of all its business begin with; '' is the whole pooling area.
  area text not null,
  -- The institution whose business it sees; null: not bound to one.
  provider text,
  status text not null check (status in ('active', 'closed'))
);

-- Nothing below is business: the login itself writes it, and a lost row costs a login at most.
create table credential (
  account text primary key references account,
  password_hash text not null,
  -- Made by the program and printed once: good for one login, which must choose a password of its own.
  one_time boolean not null,
  expires_at timestamptz,
  used_at timestamptz,
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
  must_change_password boolean not null,
  channel text not null,
  created_at timestamptz not null,
  last_seen_at timestamptz not null,
  expires_at timestamptz not null
);
create index session_account on session (account);
