// The page of all rules (docs/audit-rules.md), made from the cards, so that it cannot say anything else than they do.
import type { RuleCard } from '@yibao/kernel'

/** What each family looks at, in a word: facts of the visit, of history, of the registers, or records beside the bill. */
const READS: Readonly<Record<string, string>> = {
  'amount-cap': 'what the fund paid for the item in the window',
  bundle: 'the parts charged in one window',
  capacity: 'census, approved beds',
  'coding-evidence': 'diagnoses, lines of the visit',
  'combined-use': 'supply intervals of the person, or one prescription',
  companion: 'lines of the person around the day',
  contraindication: 'diagnoses, age, pregnancy, results, intolerance',
  'daily-quantity': 'quantity, supply days or doses',
  'diagnosis-procedure': 'main diagnosis, procedures',
  discount: 'operations of one day and incision, list prices',
  'distinct-days': 'days of use in the window',
  eligibility: 'registers of deaths and suspensions',
  frequency: 'quantities in the window, times of the stay, recorded hours and sites',
  indication: 'diagnoses, age, sex, results, tests, earlier drugs',
  injury: 'injury statement, diagnoses',
  interval: 'earlier lines of the person at any provider',
  'line-arithmetic': 'quantity, price, amount',
  'line-limit': 'the line, person, provider, prescriber, visit',
  'mild-admission': 'diagnoses, procedures, lines of the stay',
  'on-hand': 'supply days of the person at any provider',
  'outside-list': 'disease of the visit, drug',
  'outside-stay': 'lines of the person outside the stay, and its own self-paid ones',
  pair: 'lines of the person in the window',
  'peer-indicator': 'indicators of the provider and its peers',
  performed: 'records of what was carried out',
  'prescription-evidence': 'electronic prescription',
  'prescription-kinds': 'lines of one prescription',
  'prescription-only': 'herbs of one prescription',
  presence: 'presence records of the stay',
  'price-ceiling': 'unit price, level of the provider',
  'prior-therapy': 'earlier drugs of the person, intolerance',
  'procedure-items': 'procedures, lines of the stay',
  prophylaxis: 'operation and its time, antibiotics, diagnoses',
  purchaser: 'visits of one purchaser on one day',
  readmission: 'stays of the person at the provider',
  'record-fields': 'fields of the visit and the person',
  'removed-organ': 'procedures, organs removed before',
  'same-bill': 'invoice numbers',
  'stay-dates': 'service day, dates of the stay',
  'stay-overlap': 'stays of the person',
  stock: 'stock movements, settled quantity',
  'supply-days': 'supply days, long-term mark',
  'trace-code': 'trace codes and earlier sales',
  'upload-lag': 'time of charge and of upload',
  'visit-code': 'diagnoses and procedures, sex, age',
  'visit-count': 'visits of the person in the window',
  'visit-in-stay': 'other visits during a stay',
  workload: 'minutes of one practitioner on one day',
}

const TITLES = {
  policy: ['政策类', 'Policy'],
  management: ['管理类', 'Management'],
  medical: ['医疗类', 'Medical'],
  extension: ['扩展', 'Extensions'],
} as const

/** The whole page. `pointsOf` says how many points ship with a rule. */
export function rulesPage(cards: readonly RuleCard[], pointsOf: (id: string) => number): string {
  const sections = (Object.keys(TITLES) as (keyof typeof TITLES)[]).flatMap((category) => {
    const own = cards.filter((card) => card.category === category)
    const [zh, en] = TITLES[category]
    return [
      `## ${en} ${zh} (${own.length})`,
      '',
      '| Id | Rule | Family | Says | Stages | Reads | Points | Known limits |',
      '|---|---|---|---|---|---|---|---|',
      ...own.map((card) => row(card, pointsOf(card.id))),
      '',
    ]
  })
  return [
    '# The audit rules',
    '',
    `All ${cards.length} rules that ship, from their cards in [rules/](../rules/README.md). \`npx yibao audit rules --markdown\` writes this page; a test keeps it true.`,
    'Ids N01 to N88 follow the national list of 2025, E01 to E20 are extensions. What a family counts exactly stands in [Audit rules](audit.md) and in its docstring.',
    '',
    '“Says” is what a rule says when it is sure of the facts: definite, or suspect. Where a fact is missing it asks for evidence, and recovers nothing; families whose facts cannot be missing never ask.',
    '“Points” are the knowledge points that ship over the small catalogue of the product; – means that the rule needs no table. A city imports the published ones ([guide](guides/add-an-audit-rule.md)).',
    '',
    ...sections,
  ].join('\n')
}

function row(card: RuleCard, points: number): string {
  const cells = [
    card.id,
    `${card.title.zh}<br>${card.title.en}${card.officialCode ? `<br>${card.officialCode}` : ''}`,
    `\`${card.family.name}\``,
    card.result,
    card.stages.join(' '),
    readsOf(card),
    card.knowledge ? String(points) : '–',
    `${card.limits?.zh ?? ''}<br>${card.limits?.en ?? ''}`,
  ]
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`
}

function readsOf({ id, family }: RuleCard): string {
  const reads = READS[family.name]
  if (reads === undefined) throw new Error(`The page of rules does not know what ${family.name} (${id}) reads`)
  return reads
}
