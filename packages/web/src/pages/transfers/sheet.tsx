// 转移接续联系函 and 参保缴费凭证: as they are printed and sealed, A4 portrait, in Chinese whatever the language of the screen.
import '../sheet/sheet.css'
import type { TransferView } from '@yibao/contract/rest'
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link, useParams } from 'react-router'
import { useSignedIn } from '../../api/session.ts'
import { useTransfer } from '../../api/transfer-queries.ts'
import { useTitle } from '../../app/title.ts'
import { yuan } from '../../format/money.ts'
import { Answer } from '../../parts/state.tsx'

export default function TransferSheet() {
  const { id = '' } = useParams()
  const { t } = useTranslation()
  const transfer = useTransfer(id)
  useTitle(t('transfer.print'))
  return (
    <main className="sheet-page">
      <div className="sheet-tools">
        <Link to={`/enrolment/transfers/${id}`}>{t('transfer.back')}</Link>
        <span className="quiet">{t('transfer.paper')}</span>
        <Button type="primary" onClick={() => window.print()}>
          {t('sheet.print')}
        </Button>
      </div>
      <Answer of={transfer}>{(view) => <Sheet view={view} />}</Answer>
    </main>
  )
}

const VOID = new Set(['rejected', 'reversed'])

function Sheet({ view }: { view: TransferView }) {
  const { city, displayName } = useSignedIn()
  const isIn = view.direction === 'in'
  return (
    <article className="sheet" lang="zh-CN">
      <header>
        <h1>{isIn ? '基本医疗保险关系转移接续联系函' : '基本医疗保险参保缴费凭证'}</h1>
        <p className="sheet-head">
          <span>{city.title}医疗保障经办机构</span>
          <span>编号：{view.number}</span>
          <span>金额单位：元</span>
        </p>
        {VOID.has(view.state) && <p className="sheet-void">{view.stateTitle.zh}，本件作废</p>}
      </header>
      <table className="sheet-facts">
        <tbody>
          <tr>
            <th scope="row">姓名</th>
            <td>{view.person.name}</td>
            <th scope="row">性别</th>
            <td>{view.person.sexTitle}</td>
            <th scope="row">出生日期</th>
            <td>{view.person.bornOn}</td>
          </tr>
          <tr>
            <th scope="row">证件号码</th>
            <td>{view.person.certificate}</td>
            <th scope="row">人员编号</th>
            <td colSpan={3}>{view.personNo}</td>
          </tr>
          <tr>
            <th scope="row">险种</th>
            <td>{view.schemeTitle.zh}</td>
            <th scope="row">{isIn ? '转出地' : '转入地'}</th>
            <td colSpan={3}>
              {view.otherName}（{view.otherArea}）
            </td>
          </tr>
        </tbody>
      </table>
      {isIn ? <Letter view={view} /> : <Certificate view={view} />}
      <footer>
        <p className="sheet-sign">
          <span>经办人：</span>
          <span>经办机构（章）：</span>
          <span>日期：</span>
        </p>
        <p className="sheet-print">
          打印人 {displayName} · 编号 {view.number}
        </p>
      </footer>
    </article>
  )
}

const Letter = ({ view }: { view: TransferView }) => (
  <section className="sheet-box">
    <p>
      {view.otherName}：该人员已在{view.area}参加{view.schemeTitle.zh}，并于{view.appliedOn}
      申请转移基本医疗保险关系。请提供各险种缴费月份、个人账户余额，并将个人账户资金划转本机构。
    </p>
    <p>全程办结时限：{view.dueOn}（自申请起15个工作日，医保办发〔2021〕43号）。</p>
  </section>
)

function Certificate({ view }: { view: TransferView }) {
  const total = (scheme: string) =>
    view.stretches.reduce((sum, each) => sum + (each.scheme === scheme ? each.months : 0), 0)
  return (
    <>
      <table>
        <thead>
          <tr>
            <th scope="col">险种</th>
            <th scope="col">起始年月</th>
            <th scope="col">截止年月</th>
            <th scope="col">缴费月数</th>
          </tr>
        </thead>
        <tbody>
          {view.stretches.map((each) => (
            <tr key={`${each.scheme} ${each.from}`}>
              <td>{each.schemeTitle.zh}</td>
              <td>{each.from}</td>
              <td>{each.until}</td>
              <td>{each.months}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <section className="sheet-box">
        <p>
          职工医保累计{total('employee')}个月，居民医保累计{total('resident')}个月，最后缴费年月{view.lastMonth}
          ；个人账户余额{yuan(view.balanceFen)}元。
        </p>
        <p>本凭证用于转移接续（医保办发〔2021〕43号）；重复缴费的月份由转入地只计算一次。</p>
      </section>
    </>
  )
}
