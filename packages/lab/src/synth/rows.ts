// Records of the city and its care as rows of the tables.
import type { CityLoad } from '@yibao/contract/load'
import { quantityText, unitPriceText } from '@yibao/kernel'
import { type CareEvent, type FeeLine, leavesOn, type OfflineSettlement } from '../care/index.ts'
import type { Row } from './tables.ts'

export const personRow = (person: CityLoad['persons'][number]): Row<'persons'> => ({
  person_no: person.personNo,
  name: person.name,
  certificate_kind: person.certificateKind,
  certificate_no: person.certificateNo,
  sex: person.sex,
  born_on: person.bornOn,
  ethnicity: person.ethnicity,
  mobile: person.mobile,
  area: person.area,
  employer_no: person.employerNo,
  died_on: person.diedOn,
})

export const spellRow = (spell: CityLoad['spells'][number]): Row<'spells'> => ({
  person_no: spell.personNo,
  scheme: spell.scheme,
  status: spell.status,
  from: spell.from,
  until: spell.until,
  benefit_from: spell.benefitFrom,
  state: spell.state,
  area: spell.area,
  employer_no: spell.employerNo,
  civil_servant: spell.civilServant,
  continuous_years_before: spell.continuousYearsBefore,
})

export const categoryRow = (held: CityLoad['categories'][number]): Row<'categories'> => ({
  person_no: held.personNo,
  category: held.category,
  from: held.from,
  until: held.until,
  authority: held.authority,
})

export const certificateRow = (held: CityLoad['certificates'][number]): Row<'certificates'> => ({
  person_no: held.personNo,
  disease: held.disease,
  disease_name: held.diseaseName,
  kind: held.kind,
  from: held.from,
  until: held.until,
  provider: held.provider,
})

export const employerRow = (employer: CityLoad['employers'][number]): Row<'employers'> => ({
  employer_no: employer.employerNo,
  credit_code: employer.creditCode,
  name: employer.name,
  area: employer.area,
  average_monthly_wage_fen: employer.averageMonthlyWageFen,
})

export const providerRow = (provider: CityLoad['providers'][number]): Row<'providers'> => ({
  code: provider.code,
  name: provider.name,
  credit_code: provider.creditCode,
  kind: provider.kind,
  level: provider.level,
  hospital_grade: provider.hospitalGrade,
  area: provider.area,
  tags: provider.tags.join(' '),
  agreement_from: provider.agreement.from,
  agreement_until: provider.agreement.until,
  agreement_state: provider.agreement.state,
})

export const visitRow = (event: CareEvent): Row<'visits'> => ({
  visit_id: event.id,
  kind: event.kind,
  person_no: event.personNo,
  provider: event.provider,
  department: event.department,
  physician: event.physician,
  began_at: event.at,
  left_at: event.leavesAt,
  diagnoses: event.diagnoses.join(' '),
  disease: event.disease,
  procedure: event.procedure,
  referral: event.referral,
  irregular: event.irregular.join(' '),
})

export const feeLineRow = ({ id }: CareEvent, line: FeeLine): Row<'fee_lines'> => ({
  visit_id: id,
  serial: line.serial,
  at: line.at,
  item: line.code,
  item_name: line.name,
  own_item: line.ownCode,
  quantity: quantityText(line.quantity),
  price: unitPriceText(line.price),
  amount_fen: line.amountFen,
  returns: line.returns,
  approved: line.approved,
})

export const settlementRow = (event: CareEvent, { settlement, scheme }: OfflineSettlement): Row<'settlements'> => ({
  visit_id: event.id,
  person_no: event.personNo,
  provider: event.provider,
  settled_on: leavesOn(event),
  kind: event.kind,
  scheme,
  plan: settlement.plan,
  policy_version: settlement.policyVersion,
  total_fen: settlement.total,
  full_fen: settlement.full,
  over_fen: settlement.over,
  pre_fen: settlement.pre,
  in_scope_fen: settlement.inScope,
  deductible_fen: settlement.deductible,
  fund_fen: settlement.fundPaid,
  provider_fen: settlement.providerPaid,
  account_fen: settlement.accountPaid,
  mutual_fen: settlement.mutualPaid,
  cash_fen: settlement.cash,
})

export const tierRows = (event: CareEvent, { settlement }: OfflineSettlement): Row<'settlement_tiers'>[] =>
  settlement.tiers.map((tier) => ({
    visit_id: event.id,
    person_no: event.personNo,
    tier: tier.id,
    payer: tier.payer,
    fund: tier.fund,
    base_fen: tier.base,
    deductible_fen: tier.deductible,
    paid_fen: tier.paid,
  }))
