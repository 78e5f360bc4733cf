-- 个人账户的预留、冻结，医保钱包的转账。

-- 预留: part of an account that is promised; confirmed when the money leaves, released when it does not.
create table account_reservation (
  reservation_id uuid not null,
  person_no text not null,
  purpose text not null check (purpose in ('wallet', 'transfer_out')),
  amount_fen bigint not null check (amount_fen > 0),
  state text not null check (state in ('reserved', 'confirmed', 'released')),
  -- Where to: the new place of insurance, or why.
  note text not null,
  reserved_at timestamptz not null,
  reserved_by text not null,
  decided_at timestamptz,
  decided_by text,
  primary key (reservation_id, person_no)
);
create index account_reservation_person on account_reservation (person_no, reservation_id);

-- 冻结, 解冻: what was ordered, by whom, why. Whether it holds now is in the person's state.
create table account_order (
  order_id uuid not null,
  person_no text not null,
  kind text not null check (kind in ('frozen', 'unfrozen')),
  reason text not null check (reason <> ''),
  ordered_at timestamptz not null,
  ordered_by text not null,
  primary key (order_id, person_no)
);
create index account_order_person on account_order (person_no, order_id);

-- 钱包转账: stored under the sender. Every debit of a wallet ends in exactly one acceptance or one return.
create table wallet_transfer (
  transfer_id uuid not null,
  person_no text not null,
  receiver text not null,
  amount_fen bigint not null check (amount_fen > 0),
  state text not null check (state in ('pending', 'accepted', 'returned')),
  sent_on date not null,
  sent_at timestamptz not null,
  -- Not accepted until then, it goes back.
  returns_at timestamptz not null,
  ended_at timestamptz,
  primary key (transfer_id, person_no)
);
create index wallet_transfer_sender on wallet_transfer (person_no, sent_on);
create index wallet_transfer_receiver on wallet_transfer (receiver, transfer_id);
create index wallet_transfer_pending on wallet_transfer (returns_at) where state = 'pending';
