-- 财务记账: what the finance office books by itself, proposed by one and posted by another; the document is the paper behind it.
create table fund_booking (
  booking_id uuid primary key,
  -- An event of the posting table that is booked by hand.
  kind text not null,
  fund text not null,
  -- Of an event between two funds: the one that receives.
  receiver text,
  area text not null,
  provider text,
  amount_fen bigint not null check (amount_fen > 0),
  document text not null,
  note text not null,
  state text not null check (state in ('proposed', 'posted', 'withdrawn')),
  -- The day of the books; absent until it is posted.
  posted_on date,
  -- Who did which step, when, with what words.
  steps json not null,
  proposed_at timestamptz not null
);
-- A document is booked once for each event; what was withdrawn does not count.
create unique index fund_booking_document on fund_booking (kind, fund, area, document) where state <> 'withdrawn';
create index fund_booking_state on fund_booking (state, booking_id);
grant select on fund_booking to yibao_console;
