-- What the history asks of older tables: the day on which a filing was decided, and the reports that the watching of the funds made.

-- A referral and a chosen provider take effect with the filing; a disease with the agency's word, whose day is that of its operation.
alter table filing add column decided_at timestamptz;
update filing set decided_at = filed_at where kind <> 'chronic_disease';
update filing f set decided_at = o.at from operation o cross join unnest(o.objects) named
  where o.kind = 'filing.approved' and named = f.filing_id::text and f.kind = 'chronic_disease';

-- 基金运行报告: what is due at the end of a month by its rhythm; the first look at that month makes it.
create table fund_report (
  kind text not null check (kind in ('monitoring', 'analysis', 'assessment')),
  period text not null check (period ~ '^\d{4}-(0[1-9]|1[0-2])$'),
  made_at timestamptz not null,
  made_by text not null,
  -- Indicators that were not green.
  findings bigint not null check (findings >= 0),
  primary key (kind, period)
);
grant select on fund_report to yibao_console;
