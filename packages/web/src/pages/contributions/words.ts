// The words that contributions are filtered by, in the order of their way.
export const CHARGE_STATES = ['assessed', 'sent', 'collected', 'confirmed', 'credited'] as const
export const ARRIVAL_STATES = ['suspense', 'matched', 'refunded'] as const
export const BREAK_STATES = ['open', 'explained', 'corrected', 'closed'] as const
export const PAYERS = ['employer', 'person', 'body'] as const
export const BREAK_KINDS = [
  'paid_not_charged',
  'charged_not_paid',
  'amount_differs',
  'person_unmatched',
  'duplicate_payment',
  'wrong_fund',
  'wrong_period',
  'refunded_at_tax_only',
  'receipt_not_arrived',
  'arrived_without_receipt',
] as const
export const LISTS = ['charges', 'receipts', 'arrivals', 'breaks'] as const
