-- The console: what it may read, and how its lists stay quick on millions of rows.

-- Whoever sees the whole pooling area is asked once per query and not once per row.
create function everything_in_scope() returns boolean language sql stable parallel safe as $$
  select coalesce(current_setting('yibao.area', true) = '=' and current_setting('yibao.provider', true) = '', false)
$$;

-- Both only read settings of the session, so that large sums may be added up by several workers at once.
alter function in_scope(text, text) parallel safe;

alter policy console_scope on operation using ((select everything_in_scope()) or in_scope(area, provider));
alter policy console_scope on access_record using ((select everything_in_scope()) or in_scope(area, provider));
alter policy console_scope on journal using ((select everything_in_scope()) or in_scope(area, provider));
alter policy console_scope on visit using ((select everything_in_scope()) or in_scope(area, provider));
alter policy console_scope on fee_batch using ((select everything_in_scope()) or in_scope(area, provider));
alter policy console_scope on settlement using ((select everything_in_scope()) or in_scope(area, provider));
alter policy console_scope on filing using ((select everything_in_scope()) or in_scope(area, provider));
alter policy console_scope on person using ((select everything_in_scope()) or in_scope(area, null));

-- An institution sees who was its patient: the rows of visit are its own already.
create policy console_patient on person for select to yibao_console using (
  current_setting('yibao.provider', true) <> '' and exists (select from visit v where v.person_no = person.person_no));

-- Limits used and the account: as the person.
alter table subject_state enable row level security;
create policy console_scope on subject_state for select to yibao_console using (exists (
  select from person p where p.person_no = subject_state.person_no
    and ((select everything_in_scope()) or in_scope(p.area, null))));
grant select on subject_state to yibao_console;

alter table account_balance enable row level security;
create policy console_scope on account_balance for select to yibao_console
  using ((select everything_in_scope()) or in_scope(area, provider));
grant select (account, display_name) on account to yibao_console;
grant select on account_balance, sealed_block, ledger_period to yibao_console;

-- Traffic belongs to the area in which its provider lies. The list of providers in scope is made once per query.
alter table message_log enable row level security;
create policy console_scope on message_log for select to yibao_console using (
  (select everything_in_scope()) or provider in (select p.code from provider p where in_scope(p.area, p.code)));

-- Lists filter, order and add up within the key itself, without reading the documents beside it.
alter table settlement drop constraint settlement_pkey;
alter table settlement add constraint settlement_pkey primary key (settlement_id, person_no)
  include (settled_at, provider, area, scheme, setting, total_fen, in_scope_fen, fund_fen, person_fen, cash_fen, payers,
    reverses, reversed_by);

-- An institution's own, newest first.
create index settlement_provider on settlement (provider, settlement_id);

-- 王小明 is found as wxm: the first letters of the name's syllables.
alter table person add column initials text not null default '';
create index person_initials on person (initials text_pattern_ops) where initials <> '';
drop index person_name;
create index person_name on person (name text_pattern_ops);
create index person_mobile on person (mobile);

-- Who looked at a person, newest first.
create index access_record_person on access_record (person_no, access_id);
