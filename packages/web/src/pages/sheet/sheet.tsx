// 医疗保障基金结算单 (一单制): the settlement as it is printed and signed, A4 portrait, readable in black and white.
// It is a document in Chinese whatever the language of the screen.
import './sheet.css'
import type { LineView, SettlementView } from '@yibao/contract/rest'
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link, useParams } from 'react-router'
import { useAllLines } from '../../api/all-lines.ts'
import { usePerson, useSettlement } from '../../api/queries.ts'
import { useSignedIn } from '../../api/session.ts'
import { useTitle } from '../../app/title.ts'
import { Answer } from '../../parts/state.tsx'
import { pathsOf } from '../settlement/paths.ts'
import { SheetClasses } from './class-table.tsx'
import { SheetMoney } from './money.tsx'
import { SheetVisit } from './visit.tsx'

export default function SheetPage() {
  const { id = '' } = useParams()
  const { t } = useTranslation()
  const settlement = useSettlement(id)
  const lines = useAllLines(id)
  useTitle(`${t('settlement.print')} ${id}`)
  return (
    <main className="sheet-page">
      <div className="sheet-tools">
        <Link to={pathsOf(id).page}>{t('sheet.back')}</Link>
        <span className="quiet">{t('sheet.hint')}</span>
        <Button type="primary" onClick={() => window.print()}>
          {t('sheet.print')}
        </Button>
      </div>
      <Answer of={settlement}>
        {(view) => <Answer of={lines}>{(rows) => <Sheet view={view} lines={rows} />}</Answer>}
      </Answer>
    </main>
  )
}

function Sheet({ view, lines }: { view: SettlementView; lines: readonly LineView[] }) {
  const { city, displayName } = useSignedIn()
  const person = usePerson(view.personNo)
  return (
    <article className="sheet" lang="zh-CN">
      <header>
        <h1>医疗保障基金结算单</h1>
        <p className="sheet-head">
          <span>{city.title}医疗保障经办机构</span>
          <span>结算编号：{view.id}</span>
          <span>金额单位：元</span>
        </p>
        {view.state !== 'settled' && (
          <p className="sheet-void">
            {view.stateTitle}
            {view.reversedBy && `（撤销结算编号 ${view.reversedBy}）`}
            {view.reverses && `（冲正 ${view.reverses}）`}
          </p>
        )}
      </header>
      <SheetVisit view={view} person={person.data} />
      <SheetMoney view={view} />
      <SheetClasses lines={lines} />
      <Explanation view={view} />
      <footer>
        <p className="sheet-sign">
          <span>参保人或家属签字：</span>
          <span>经办人签字：</span>
          <span>日期：</span>
        </p>
        <p className="sheet-print">
          打印人 {displayName} · 打印时间 {printedAt()} · 计算过程可凭结算编号在平台逐步查看
        </p>
      </footer>
    </article>
  )
}

function Explanation({ view }: { view: SettlementView }) {
  const clauses = [...new Set(view.tiers.filter(({ paidFen }) => paidFen !== 0).map(({ clause }) => clause))].filter(
    Boolean,
  )
  return (
    <section className="sheet-box">
      <h2>计算说明</h2>
      <ol>
        {view.sentences.map(({ zh }) => (
          <li key={zh}>{zh}</li>
        ))}
      </ol>
      {clauses.length > 0 && <p>依据：{clauses.join('；')}</p>}
      {view.tiers.some(({ assumed }) => assumed) && (
        <p className="sheet-assumed">※ 本次计算用到演示用的假定值，没有查到该市的文件依据，不能作为报销凭据。</p>
      )}
      <p>政策版本 {view.policyVersion}</p>
    </section>
  )
}

const printedAt = (): string =>
  new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeStyle: 'medium', timeZone: 'Asia/Shanghai' }).format(
    new Date(),
  )
