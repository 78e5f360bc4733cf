// The group of a listed case by the schemes in use: DRG and DIP, each with its explanation in words.
import {
  ageOn,
  assignDip,
  type CompiledDip,
  type CompiledScheme,
  DIP_STATUS_TEXT,
  type DischargeType,
  dayOf,
  daysBetween,
  dipExplanationText,
  explainDip,
  explainGroup,
  explanationText,
  group,
  type MedicalRecord,
  nameOf,
  REASON_WORDS,
  STATUS_TEXT,
} from '@yibao/kernel'
import type { CaseGroup, GroupDetail, SettlementList } from './model.ts'

/** What stays of some providers, discharged in some years, are grouped by. */
export interface GroupingScheme {
  readonly name: string
  readonly version: string
  /** Years of discharge; absent: all. */
  readonly years?: readonly number[]
  /** Codes of providers; absent: all. */
  readonly providers?: readonly string[]
  readonly drg?: CompiledScheme
  readonly dip?: CompiledDip
}

const DISCHARGES = new Set<string>(['1', '2', '3', '4', '5', '9'])
const MINUTES_AN_HOUR = 60

/** The slice of the list that groupers read; what is not known stays absent. */
export function recordOf(list: SettlementList, totalFen: SettlementList['cashFen']): MedicalRecord {
  const admittedOn = list.admittedAt && dayOf(list.admittedAt)
  const dischargedOn = list.dischargedAt && dayOf(list.dischargedAt)
  const years = admittedOn && admittedOn >= list.bornOn ? ageOn(list.bornOn, admittedOn) : undefined
  const main = list.diagnoses.filter(({ isMain, kind }) => isMain && kind === 'western')
  const others = list.diagnoses.filter(({ isMain, kind }) => !isMain && kind === 'western')
  const minutes = list.intensiveCare.reduce((sum, { statedMinutes = 0 }) => sum + statedMinutes, 0)
  return {
    recordId: list.settlementId,
    sex: list.sex,
    ageYears: years,
    ageDays: years === 0 && admittedOn ? daysBetween(list.bornOn, admittedOn) : undefined,
    birthWeightG: list.newborn.birthWeightG ?? list.newborn.admissionWeightG,
    losDays: admittedOn && dischargedOn ? Math.max(1, daysBetween(admittedOn, dischargedOn)) : undefined,
    dischargeType: DISCHARGES.has(list.dischargeWay) ? (list.dischargeWay as DischargeType) : undefined,
    totalFen,
    diagnoses: [...main, ...others].map(({ code }) => code),
    procedures: list.procedures.map(({ code }) => code),
    icuHours: list.intensiveCare.length === 0 ? undefined : Math.floor(minutes / MINUTES_AN_HOUR),
  }
}

export const schemesFor = (
  schemes: readonly GroupingScheme[],
  provider: string,
  year: number,
): readonly GroupingScheme[] => {
  const fits = schemes.filter(
    ({ years, providers }) => (years?.includes(year) ?? true) && (providers?.includes(provider) ?? true),
  )
  // The first that has a method decides it: a city puts the particular before the general.
  const drg = fits.find((each) => each.drg)
  const dip = fits.find((each) => each.dip)
  return [...new Set([drg, dip])].filter((each) => each !== undefined)
}

export function groupsOf(
  schemes: readonly GroupingScheme[],
  list: SettlementList,
  totalFen: SettlementList['cashFen'],
): CaseGroup[] {
  const year = Number((list.dischargedAt ?? list.uploadedAt).slice(0, 4))
  const record = recordOf(list, totalFen)
  const fitting = schemesFor(schemes, list.providerCode, year)
  const drg = fitting.find((each) => each.drg)
  const dip = fitting.find((each) => each.dip)
  return [...(drg?.drg ? [byDrg(drg, drg.drg, record)] : []), ...(dip?.dip ? [byDip(dip, dip.dip, record)] : [])]
}

const NOTHING: GroupDetail = {
  ...{ mdc: '', adrg: '', reason: '', weightE8: null, scoreE4: null, layer: '', diagnosis: '' },
  procedures: [],
}

function byDrg({ name, version }: GroupingScheme, compiled: CompiledScheme, record: MedicalRecord): CaseGroup {
  const result = group(compiled, record)
  const own = compiled.scheme.drgs.find(({ drg }) => drg === result.drg)
  const reason = result.reason ? REASON_WORDS[result.reason].zh : ''
  return {
    method: 'drg',
    scheme: name,
    schemeVersion: version,
    isGrouped: result.status === 'grouped',
    code: result.drg,
    name: own?.name ?? STATUS_TEXT[result.status],
    result: {
      ...NOTHING,
      mdc: result.mdc,
      adrg: result.adrg,
      reason,
      weightE8: result.weightE8 ?? null,
      diagnosis: record.diagnoses[0] ?? '',
      procedures: record.procedures,
    },
    explanation: explanationText(explainGroup(compiled, record)),
  }
}

function byDip({ name, version }: GroupingScheme, compiled: CompiledDip, record: MedicalRecord): CaseGroup {
  const { status, group: own, layer, procedures } = assignDip(compiled, record)
  return {
    method: 'dip',
    scheme: name,
    schemeVersion: version,
    isGrouped: status === 'grouped',
    code: own?.dipCode ?? '',
    name: own ? nameOf(own) : DIP_STATUS_TEXT[status],
    result: {
      ...NOTHING,
      reason: status === 'grouped' ? '' : DIP_STATUS_TEXT[status],
      scoreE4: own?.scoreE4 ?? null,
      layer: layer ?? '',
      diagnosis: record.diagnoses[0] ?? '',
      procedures: procedures.all,
    },
    explanation: dipExplanationText(explainDip(compiled, record)),
  }
}
