-- The lines of a charge are asked for when it is written to the history, credited or not.
drop index contribution_line_charge;
create index contribution_line_charge on contribution_line (charge_no);
