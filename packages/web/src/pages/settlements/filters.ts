// The filters of the list of settlements, as they stand in the address.

export const SETTLEMENT_FILTERS = [
  'from',
  'to',
  'person',
  'provider',
  'scheme',
  'setting',
  'state',
  'level',
  'sort',
] as const
export type SettlementFilter = (typeof SETTLEMENT_FILTERS)[number]
