-- 预警办理: notified to the county, explained, measures, followed; a red one is talked over before it is closed.
alter table fund_warning drop constraint fund_warning_state_check;
alter table fund_warning add constraint fund_warning_state
  check (state in ('raised', 'notified', 'acknowledged', 'measures', 'followed', 'closed'));
