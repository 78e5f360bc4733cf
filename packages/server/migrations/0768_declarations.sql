-- 机构申报: a month as the institution's own books have it, set against the settlements, the differences talked over face to face.
create table declaration (
  declaration_id uuid primary key,
  provider text not null,
  area text not null,
  month text not null check (month ~ '^\d{4}-(0[1-9]|1[0-2])$'),
  state text not null check (state in ('declared', 'met', 'reconciled', 'withdrawn')),
  -- The clock of payment runs from here.
  declared_on date not null,
  -- By category of clearing: count, amounts, and who paid; each with an identifier of its own.
  figures json not null,
  -- The settlements one by one as the institution listed them, and the hash of that list; '' where it gave figures alone.
  lines text not null,
  lines_sha256 text not null,
  lines_count integer not null check (lines_count >= 0),
  -- What either side does not know or has otherwise, as of the last check; of very many only the first are kept.
  differences json not null,
  differences_count integer not null check (differences_count >= 0),
  checked_at timestamptz not null,
  -- 面对面对账: who sat there, when, and what was agreed of each difference; null before.
  meeting json,
  steps json not null
);
create unique index declaration_of_month on declaration (provider, month) where state <> 'withdrawn';

alter table declaration enable row level security;
create policy console_scope on declaration for select to yibao_console
  using ((select everything_in_scope()) or in_scope(area, provider));
grant select on declaration to yibao_console;
