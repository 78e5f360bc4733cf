// The tables of a synthetic city: one file each, one row for each record, columns in the platform's own words.
export const TABLES = {
  persons: [
    ...(['person_no', 'name', 'certificate_kind', 'certificate_no', 'sex', 'born_on', 'ethnicity', 'mobile'] as const),
    ...(['area', 'employer_no', 'died_on'] as const),
  ],
  spells: [
    ...(['person_no', 'scheme', 'status', 'from', 'until', 'benefit_from', 'state', 'area', 'employer_no'] as const),
    ...(['civil_servant', 'continuous_years_before'] as const),
  ],
  categories: ['person_no', 'category', 'from', 'until', 'authority'],
  certificates: ['person_no', 'disease', 'disease_name', 'kind', 'from', 'until', 'provider'],
  employers: ['employer_no', 'credit_code', 'name', 'area', 'average_monthly_wage_fen'],
  providers: [
    ...(['code', 'name', 'credit_code', 'kind', 'level', 'hospital_grade', 'area', 'tags'] as const),
    ...(['agreement_from', 'agreement_until', 'agreement_state'] as const),
  ],
  staff: ['provider', 'code', 'name', 'department', 'kind', 'active'],
  accounts: ['person_no', 'balance_fen'],
  mutual_aid: ['giver', 'receiver', 'relation', 'from'],
  funds: ['fund', 'amount_fen', 'on'],
  visits: [
    ...(['visit_id', 'kind', 'person_no', 'provider', 'department', 'physician', 'began_at', 'left_at'] as const),
    ...(['diagnoses', 'disease', 'procedure', 'referral', 'irregular'] as const),
  ],
  fee_lines: [
    ...(['visit_id', 'serial', 'at', 'item', 'item_name', 'own_item', 'quantity', 'price', 'amount_fen'] as const),
    ...(['returns', 'approved'] as const),
  ],
  settlements: [
    ...(['visit_id', 'person_no', 'provider', 'settled_on', 'kind', 'scheme', 'plan', 'policy_version'] as const),
    ...(['total_fen', 'full_fen', 'over_fen', 'pre_fen', 'in_scope_fen', 'deductible_fen', 'fund_fen'] as const),
    ...(['provider_fen', 'account_fen', 'mutual_fen', 'cash_fen'] as const),
  ],
  settlement_tiers: ['visit_id', 'person_no', 'tier', 'payer', 'fund', 'base_fen', 'deductible_fen', 'paid_fen'],
} as const satisfies Record<string, readonly string[]>

export type TableName = keyof typeof TABLES
export type Row<Name extends TableName> = Readonly<
  Record<(typeof TABLES)[Name][number], string | number | boolean | undefined>
>
