// The head of the printed sheet: who, where, when, what for. Reading the person is logged like any other look.
import type { PersonView, SettlementView } from '@yibao/contract/rest'
import { Fragment } from 'react'

interface SheetVisitProps {
  readonly view: SettlementView
  /** Absent while it is read, and for an account that may not read persons. */
  readonly person: PersonView | undefined
}

export function SheetVisit({ view, person }: SheetVisitProps) {
  const stay = view.admittedOn === view.dischargedOn ? view.admittedOn : `${view.admittedOn} 至 ${view.dischargedOn}`
  const rows: readonly (readonly [string, string])[] = [
    ['姓名', view.personName],
    ['人员编号', view.personNo],
    ['性别', person?.sexTitle ?? '—'],
    ['出生日期', person?.bornOn ?? '—'],
    ['证件号码', person?.certificate ?? '—'],
    ['参保地', person?.areaTitle ?? '—'],
    ['人员类别', (person && categoriesOn(person, view.dischargedOn)) || '—'],
    ['险种', view.schemeTitle],
    ['就医类型', view.settingTitle],
    ['医药机构', view.providerName],
    ['机构等级', view.levelTitle],
    ['科室', view.department || '—'],
    ['就诊编号', view.visitId],
    ['就诊日期', stay],
    ['天数', String(view.days)],
    ['待遇方案', view.planTitle],
    ['结算时间', view.settledAt],
    ['一站式结算', view.tiers.filter(({ paidFen }) => paidFen > 0).length > 1 ? '是' : '—'],
  ]
  return (
    <table className="sheet-facts">
      <tbody>
        {pairs(rows).map(([left, right]) => (
          <tr key={left[0]}>
            {[left, right].map(([label, value]) => (
              <Fragment key={label}>
                <th scope="row">{label}</th>
                <td>{value}</td>
              </Fragment>
            ))}
          </tr>
        ))}
        <tr>
          <th scope="row">诊断</th>
          <td colSpan={3}>
            {view.diagnoses.map(({ code, name, main }) => `${name} ${code}${main ? '（主）' : ''}`).join('；') || '—'}
          </td>
        </tr>
      </tbody>
    </table>
  )
}

function categoriesOn({ categories }: PersonView, day: string): string {
  const held = categories.filter(({ from, until }) => from <= day && (until === null || day <= until))
  return held.map(({ title }) => title).join('、')
}

type Fact = readonly [string, string]

function pairs(rows: readonly Fact[]): [Fact, Fact][] {
  const result: [Fact, Fact][] = []
  for (let k = 0; k + 1 < rows.length; k += 2) result.push([rows[k] as Fact, rows[k + 1] as Fact])
  return result
}
