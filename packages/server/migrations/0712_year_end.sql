-- 年终清算: a run of a whole year. What a release books, fund by fund, and each provider's rows of the year's clearing.
alter table payment_sheet add column postings json not null default '[]';
alter table payment_sheet add column cleared json not null default '[]';
-- Months that were released before this column was there booked what their lines say.
update payment_sheet h set postings = coalesce((
  select json_agg(json_build_object('fund', p.fund, 'amountFen', p.fen)) from (
    select case l ->> 'insurance' when 'employee' then 'employee_basic' else 'resident_basic' end as fund,
      sum((l ->> 'advancedFen')::bigint - (l ->> 'bookedFen')::bigint)::bigint as fen
    from json_array_elements(h.lines) l group by 1) p where p.fen <> 0), '[]');

-- 年度考核: the scores, in hundredths of a point, that a year's run was calculated with.
create table assessment_entered (
  run_id uuid not null,
  provider text not null,
  score_e2 integer not null check (score_e2 between 0 and 10000),
  primary key (run_id, provider)
);
