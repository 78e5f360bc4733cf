// The tables that grow with the number of people or of what is done for them. On a distributed PostgreSQL each is spread
// by person_no, and a test over the database's catalogue holds what that needs. Every other table is a reference table:
// small, copied to each node, free to be referred to. A module that makes a large table adds it here.

export const LARGE_TABLES = [
  'subject_state',
  'operation',
  'message_key',
  'access_record',
  'journal',
  'person',
  'person_credential',
  'account_credit',
  'visit',
  'fee_batch',
  'settlement',
  'trace_code_use',
  'message_void',
  'filing',
  'flow_request',
  'claim_invoice',
  'payout',
  'claw_back',
  'open_item',
  'account_transfer',
  'account_reservation',
  'account_order',
  'wallet_transfer',
  'audit_screening',
  'audit_finding',
  'audit_case',
  'settlement_list',
  'case_group',
  'case_payment',
  'certificate_claim',
  'contribution_wage',
  'contribution_charge',
  'contribution_line',
  'contribution_receipt',
  'contribution_arrival',
  'enrolment_issue',
  'enrol_batch_line',
  'case_review',
] as const

/** Keys of large tables that do not hold the person, each with its reason. */
export const KEYS_WITHOUT_PERSON: Readonly<Record<string, string>> = {
  message_key_pkey: 'a message number is used once per sender, whoever it is about; spread by msgid',
  certificate_claim_pkey: 'a certificate brings one person in, whichever file names it; spread by certificate',
  contribution_receipt_pkey: 'a receipt of the tax office is taken once, whoever paid; spread by its number',
  contribution_arrival_pkey: 'money arrives once, whoever paid; spread by its number',
  claim_invoice_pkey: 'an invoice is paid once, whoever brings it; spread by its number',
  trace_code_use_pkey: 'a trace code is dispensed once, whoever gets it; spread by code',
}
