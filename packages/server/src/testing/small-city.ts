// A city small enough for a test to know by heart: a few providers, a dozen items, people of every standing.
import type { CityLoad, PersonRecord, ProviderRecord, SpellRecord } from '@yibao/contract/load'
import { type CatalogueEntry, day, type Fen, identityCheckCharacter, type UnitPrice } from '@yibao/kernel'

export const AREA = '990100'
export const COUNTY = '990101'

export const HOSPITAL = 'H99010100001'
export const COUNTY_HOSPITAL = 'H99010100002'
export const SUSPENDED_HOSPITAL = 'H99010100003'
export const PHARMACY = 'P99010100001'

export const PHYSICIAN = 'D990101000001'
export const UNPAID_PHYSICIAN = 'D990101000002'
export const DEPARTMENT = 'A03'

const yuan = (amount: number): UnitPrice => (amount * 1_000_000) as UnitPrice
const FROM = day('2024-01-01')

const entry = (code: string, name: string, rest: Partial<CatalogueEntry>): CatalogueEntry => ({
  code,
  name,
  listType: 'drug',
  feeClass: '09',
  paymentClass: 'a',
  beginOn: FROM,
  ceilings: [],
  tags: [],
  ...rest,
})

/** Items by what they are good for in a test. */
export const ITEMS = {
  plain: 'XA02BCA001A001010100001',
  partly: 'XC09AAA002A001010100002',
  outside: 'XN02BAA003A001010100003',
  capped: 'XJ01CAA004A001010100004',
  forWomen: 'XG03CAA005A001010100005',
  restricted: 'XL01XEA006A001010100006',
  inpatientOnly: 'XB05AAA007A001010100007',
  consultation: '001102000010000',
  bed: '001109000010000',
  implant: 'C0101010010000100000',
} as const

const CATALOGUE: readonly CatalogueEntry[] = [
  entry(ITEMS.plain, '奥美拉唑肠溶胶囊', { tags: ['essential'], form: '胶囊剂', specification: '20mg×14粒' }),
  entry(ITEMS.partly, '卡托普利片', { paymentClass: 'b', selfPayRateBp: 1000 as never }),
  entry(ITEMS.outside, '阿司匹林维生素C泡腾片', { paymentClass: 'c' }),
  entry(ITEMS.capped, '阿莫西林胶囊', { ceilings: [{ kind: 'payment_standard', price: yuan(8) }] }),
  entry(ITEMS.forWomen, '雌二醇片', { restriction: { text: '限女性', sex: 'female' } }),
  entry(ITEMS.restricted, '吉非替尼片', {
    paymentClass: 'b',
    selfPayRateBp: 2000 as never,
    tags: ['negotiated'],
    restriction: { text: '限肺癌', diagnosisPrefixes: ['C34'] },
  }),
  entry(ITEMS.inpatientOnly, '人血白蛋白', {
    paymentClass: 'b',
    selfPayRateBp: 2000 as never,
    restriction: { text: '限住院', setting: 'inpatient' },
  }),
  entry(ITEMS.consultation, '普通门诊诊查费', { listType: 'service', feeClass: '02' }),
  entry(ITEMS.bed, '普通病房床位费', { listType: 'service', feeClass: '01' }),
  entry(ITEMS.implant, '一次性使用胃管', {
    listType: 'consumable',
    feeClass: '08',
    paymentClass: 'b',
    selfPayRateBp: 3000 as never,
  }),
]

const provider = (code: string, name: string, rest: Partial<ProviderRecord>): ProviderRecord => ({
  code,
  name,
  creditCode: `91990101${code.slice(-10)}`.slice(0, 18),
  kind: 'hospital',
  level: 'level_3',
  hospitalGrade: '2',
  area: COUNTY,
  tags: [],
  agreement: { from: day('2020-01-01'), until: day('2030-12-31'), state: 'active' },
  departments: [{ code: DEPARTMENT, name: '内科' }],
  staff: [
    { code: PHYSICIAN, name: '李医生', department: DEPARTMENT, kind: 'physician', active: true },
    { code: UNPAID_PHYSICIAN, name: '王医生', department: DEPARTMENT, kind: 'physician', active: false },
  ],
  ...rest,
})

const PROVIDERS: readonly ProviderRecord[] = [
  provider(HOSPITAL, '试验市人民医院', {}),
  provider(COUNTY_HOSPITAL, '试验县医院', { level: 'level_2', hospitalGrade: '5' }),
  provider(SUSPENDED_HOSPITAL, '试验市中止医院', {
    agreement: { from: day('2020-01-01'), until: day('2030-12-31'), state: 'suspended' },
  }),
  provider(PHARMACY, '试验大药房', { kind: 'pharmacy', level: 'pharmacy', hospitalGrade: '11' }),
]

/** The person number of a kind: `employee 3` is the fourth employee. */
export const personNo = (kind: Kind, at = 0): string =>
  `99${String(KINDS.indexOf(kind) + 1).padStart(2, '0')}${String(at).padStart(14, '0')}`

const KINDS = [
  'employee',
  'retired',
  'civil_servant',
  'resident',
  'poor',
  'child',
  'waiting',
  'suspended',
  'uninsured',
  'relative',
] as const
export type Kind = (typeof KINDS)[number]

const BIRTH: Readonly<Record<Kind, string>> = {
  employee: '1980-03-05',
  retired: '1950-07-01',
  civil_servant: '1975-01-20',
  resident: '1970-11-11',
  poor: '1965-02-28',
  child: '2018-09-01',
  waiting: '1988-08-08',
  suspended: '1985-05-05',
  uninsured: '1990-01-01',
  relative: '1982-12-12',
}
const SURNAMES = '赵钱孙李周吴郑王冯陈'

function person(kind: Kind, at: number): PersonRecord {
  const born = BIRTH[kind]
  const isMale = at % 2 === 0
  const order = String((KINDS.indexOf(kind) * 100 + at) % 499).padStart(2, '0')
  const body = `990101${born.replaceAll('-', '')}${order.padStart(2, '0').slice(-2)}${isMale ? '1' : '2'}`
  return {
    personNo: personNo(kind, at),
    name: `${SURNAMES[KINDS.indexOf(kind)]}${isMale ? '明' : '芳'}${at > 1 ? numeral(at) : ''}`,
    certificateKind: '01',
    certificateNo: body + identityCheckCharacter(body),
    sex: isMale ? 'male' : 'female',
    bornOn: day(born),
    ethnicity: '01',
    mobile: `139${String(KINDS.indexOf(kind) * 1000 + at).padStart(8, '0')}`,
    area: COUNTY,
    ...(kind === 'employee' || kind === 'civil_servant' ? { employerNo: 'E1' } : {}),
  }
}

const NUMERALS = '零一二三四五六七八九'
const numeral = (at: number): string => [...String(at)].map((digit) => NUMERALS[Number(digit)]).join('')

const isInEmployeeScheme = (kind: Kind): boolean => ['employee', 'retired', 'civil_servant', 'relative'].includes(kind)

function spells(kind: Kind, at: number): SpellRecord[] {
  const isEmployee = isInEmployeeScheme(kind)
  if (kind === 'uninsured') return []
  const spell: SpellRecord = {
    personNo: personNo(kind, at),
    scheme: isEmployee ? 'employee' : 'resident',
    status: kind === 'retired' ? 'retired' : isEmployee ? 'active' : kind === 'child' ? 'child' : 'adult',
    from: day('2015-01-01'),
    state: kind === 'suspended' ? 'suspended' : 'active',
    area: COUNTY,
    civilServant: kind === 'civil_servant',
    continuousYearsBefore: 3,
    ...(kind === 'waiting' ? { benefitFrom: day('2026-09-01') } : {}),
    ...(isEmployee ? { employerNo: 'E1' } : {}),
  }
  return [spell]
}

export const CHRONIC_DISEASE = 'M03900'
export const OPENED_ON = day('2026-01-01')

export interface SmallCityOptions {
  /** Persons of each kind. */
  readonly each?: number
  readonly accountFen?: number
}

export function smallCity({ each = 4, accountFen = 100_000 }: SmallCityOptions = {}): CityLoad {
  const all = KINDS.flatMap((kind) => Array.from({ length: each }, (_, at) => ({ kind, at })))
  const of = (kind: Kind) => all.filter((one) => one.kind === kind)
  const withAccount = all.filter(({ kind }) => isInEmployeeScheme(kind))
  return {
    pack: 'trial',
    seed: 1,
    openedOn: OPENED_ON,
    areas: [
      { code: AREA, name: '试验市' },
      { code: COUNTY, name: '试验县' },
    ],
    employers: [
      {
        employerNo: 'E1',
        creditCode: '91990101MA00000001',
        name: '试验工厂',
        area: COUNTY,
        averageMonthlyWageFen: 600_000 as Fen,
      },
    ],
    providers: PROVIDERS,
    catalogue: CATALOGUE,
    persons: all.map(({ kind, at }) => person(kind, at)),
    spells: all.flatMap(({ kind, at }) => spells(kind, at)),
    categories: of('poor').map(({ kind, at }) => ({
      personNo: personNo(kind, at),
      category: 'minimum_allowance',
      from: day('2025-01-01'),
      authority: '民政',
    })),
    certificates: [...of('employee'), ...of('resident')].map(({ kind, at }) => ({
      personNo: personNo(kind, at),
      disease: CHRONIC_DISEASE,
      diseaseName: '高血压',
      kind: 'chronic' as const,
      from: day('2025-01-01'),
    })),
    accounts: withAccount.map(({ kind, at }) => ({ personNo: personNo(kind, at), balanceFen: accountFen as Fen })),
    mutualAid: of('child').map(({ at }) => ({
      giver: personNo('relative', at),
      receiver: personNo('child', at),
      relation: '父母',
      from: day('2025-01-01'),
    })),
    funds: [
      ...['employee_basic', 'resident_basic'].map((fund) => ({
        ...{ fund, amountFen: 1_000_000_000 as Fen, expenditureFen: 500_000_000 as Fen, on: OPENED_ON },
      })),
    ],
    registers: {
      access: [{ provider: PHARMACY, capability: 'trace_codes', from_on: '2025-07-01' }],
      lists: [
        {
          ...{ list: 'chronic_diseases', member: CHRONIC_DISEASE, title: '高血压', from_on: '2025-01-01' },
          ...{ assumed: true, source: '示例' },
        },
      ],
      statistics: [
        {
          ...{ series: 'enrolment_target', title: '参保扩面年度目标（人）', value: 40, assumed: true, source: '示例' },
          ...{ from_on: '2026-01-01', until_on: '2026-12-31' },
        },
      ],
    },
  }
}

/** A person of the small city as a desk knows one. */
export interface Patient {
  readonly personNo: string
  readonly insutype: '310' | '390'
  readonly name: string
  readonly certificateNo: string
}

export function patient(kind: Kind, at = 0): Patient {
  const { name, certificateNo } = person(kind, at)
  return { personNo: personNo(kind, at), insutype: isInEmployeeScheme(kind) ? '310' : '390', name, certificateNo }
}
