// A condition in words, Chinese first, for whoever reads why a record is where it is.
import type { Comparison, Condition, NumberFact, SeverityTest, Which } from './condition.ts'

export interface Words {
  readonly zh: string
  readonly en: string
}

const words = (zh: string, en: string): Words => ({ zh, en })

const WHO: Readonly<Record<'dx' | 'proc', Readonly<Record<Which, Words>>>> = {
  dx: {
    principal: words('主要诊断', 'principal diagnosis'),
    any: words('任一诊断', 'any diagnosis'),
    secondary: words('任一其他诊断', 'any secondary diagnosis'),
  },
  proc: {
    principal: words('主要手术操作', 'principal procedure'),
    any: words('任一手术操作', 'any procedure'),
    secondary: words('任一其他手术操作', 'any other procedure'),
  },
}

const FACTS: Readonly<Record<NumberFact, Words>> = {
  age_years: words('年龄(岁)', 'age in years'),
  age_days: words('年龄(天)', 'age in days'),
  birth_weight_g: words('出生体重(克)', 'birth weight in g'),
  los_days: words('住院天数', 'days of stay'),
  icu_hours: words('重症监护小时', 'hours of intensive care'),
}

const SIGNS: Readonly<Record<Comparison, string>> = { '<': '<', '<=': '≤', '>': '>', '>=': '≥', '=': '=' }

const SEVERITIES: Readonly<Record<SeverityTest, Words>> = {
  MCC: words('伴严重并发症或合并症(MCC)', 'with MCC'),
  MCC_OR_CC: words('伴并发症或合并症(MCC 或 CC)', 'with MCC or CC'),
  CC: words('伴一般并发症或合并症(CC)', 'with CC'),
  CC_ONLY: words('仅伴一般并发症或合并症(有 CC 且无 MCC)', 'with CC and without MCC'),
}

export function conditionWords(condition: Condition): Words {
  switch (condition.kind) {
    case 'always':
      return words('无条件', 'no condition')
    case 'dx':
    case 'proc': {
      const who = WHO[condition.kind][condition.which]
      const list = listName(condition.list)
      return condition.negated
        ? words(`${who.zh}不在${list.zh}中`, `${who.en} not in ${list.en}`)
        : words(`${who.zh}在${list.zh}中`, `${who.en} in ${list.en}`)
    }
    case 'valid': {
      const who = WHO.proc[condition.which]
      return condition.negated
        ? words(`${who.zh}不是有效手术操作`, `${who.en} not valid`)
        : words(`${who.zh}是有效手术操作`, `${who.en} valid`)
    }
    case 'number': {
      const comparison = `${SIGNS[condition.comparison]} ${condition.value}`
      return words(`${FACTS[condition.fact].zh} ${comparison}`, `${FACTS[condition.fact].en} ${comparison}`)
    }
    case 'sex':
      return condition.male ? words('男性', 'male') : words('女性', 'female')
    case 'discharge':
      return words(`离院方式为 ${condition.values.join('、')}`, `discharge type ${condition.values.join(' or ')}`)
    case 'department':
      return departmentWords(condition.list, condition.values)
    case 'parts':
      return words(`手术操作组合 ${condition.text}`, `procedures of parts ${condition.text}`)
    case 'sites':
      return words(`诊断涉及至少 ${condition.countMin} 个部位`, `diagnoses of at least ${condition.countMin} sites`)
    case 'severity':
      return SEVERITIES[condition.test]
  }
}

function departmentWords(list: string | undefined, values: readonly string[]): Words {
  if (list === undefined) return words(`入住科室 ${values.join('、')}`, `department ${values.join(' or ')}`)
  return words(`入住科室在${listName(list).zh}中`, `department in ${listName(list).en}`)
}

/** `adrg:FB1:B:proc` → FB1 表 B. */
function listName(name: string): Words {
  const [owner = '', id = '', part = ''] = name.split(':')
  if (owner === 'list') return words(`名单 ${id} `, `list ${id}`)
  if (owner === 'mdc') return words(` MDC${id} 表`, `the list of MDC${id}`)
  return words(` ${id} 表${part}`, `list ${part} of ${id}`)
}
