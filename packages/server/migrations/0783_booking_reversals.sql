-- 冲销: a booking that was posted is taken back by its mirror, asked for by one and booked by another; its document may then be booked anew.
alter table fund_booking drop constraint fund_booking_state_check;
alter table fund_booking add constraint fund_booking_state
  check (state in ('proposed', 'posted', 'withdrawn', 'reversing', 'reversed'));
drop index fund_booking_document;
create unique index fund_booking_document on fund_booking (kind, fund, area, document)
  where state not in ('withdrawn', 'reversed');
