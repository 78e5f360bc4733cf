-- The gateway: who signed in, files on their way, and what traffic there was.

create table sign_in (
  sign_no text primary key,
  provider text not null,
  operator text not null,
  signed_in_at timestamptz not null,
  signed_out_at timestamptz
);

create table stored_file (
  file_no text primary key,
  provider text not null,
  name text not null,
  made_by text not null check (made_by in ('provider', 'platform')),
  sha256 text not null,
  bytes bytea not null,
  stored_at timestamptz not null,
  expires_at timestamptz not null
);

-- Traffic. Written in batches beside the answers, never in their way; no personal data.
create table message_log (
  log_id uuid not null,
  at timestamptz not null,
  infno text not null,
  provider text not null,
  msgid text not null,
  ok boolean not null,
  code text not null,
  sentence text not null,
  micros integer not null,
  primary key (log_id)
) partition by range (log_id);
create table message_log_default partition of message_log default;
grant select on message_log to yibao_console;
