-- The value of a warning's indicator is exact, as money is: no binary fraction.
alter table fund_warning alter column value type numeric(24, 8);
