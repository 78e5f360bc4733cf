// How the funds run, from their books: months payable, open warnings, execution of the budget, and the fan of the coming years.
import type { BudgetView, WatchView } from '@yibao/contract/rest'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useSignedIn } from '../../api/session.ts'
import { useBudget, useWatch } from '../../api/watch-queries.ts'
import { useLanguage } from '../../parts/language.ts'
import { Level, useValueText } from '../watch/level.tsx'
import { BalanceFan } from '../watch/outlook.tsx'

/** The rule of months payable, as the books compute it. */
const MONTHS_RULE = 'months_payable'
const MONTHS = 12
/** More would push the other blocks off the page. */
const FANS = 2

export function FundWatch() {
  const { permissions } = useSignedIn()
  return permissions.includes('watch:read') ? <Watched /> : null
}

function Watched() {
  const watch = useWatch(undefined)
  const period = watch.data?.period
  if (!watch.data || !period) return null
  return <Board view={watch.data} period={period} />
}

function Board({ view, period }: { view: WatchView; period: string }) {
  const { t } = useTranslation()
  const { either } = useLanguage()
  const text = useValueText()
  const budget = useBudget(period)
  const months = view.indicators.filter(({ id }) => id === MONTHS_RULE)
  // A mean month of a year that the books do not have would say nothing.
  const isYear = view.periods.length >= MONTHS
  const open = view.warnings.filter(({ state }) => state !== 'closed')
  return (
    <>
      <ul className="tiles watch-tiles">
        {months.map((row) => (
          <li key={row.fund} className={isYear ? 'tile' : 'tile tile-waiting'}>
            <span className="tile-label">
              {t('cockpit.monthsPayable', { fund: either(row.fundTitle, row.fundTitleEn) })}
            </span>
            {isYear ? (
              <>
                <Link className="figure-value" to={row.path}>
                  <span className="figure-number">{text(row.value, row.unit)}</span>
                </Link>
                <Level level={row.level} />
              </>
            ) : (
              <span className="tile-none">{t('cockpit.fewMonths', { n: view.periods.length })}</span>
            )}
          </li>
        ))}
        <li className="tile">
          <span className="tile-label">{t('cockpit.openWarnings', { period })}</span>
          <Link className="figure-value" to="/fund-watch">
            <span className="figure-number">{open.length}</span>
            <span className="figure-unit">{t('cockpit.warningsUnit')}</span>
          </Link>
          <span className="quiet">
            {open.length === 0 ? t('watch.noWarnings') : t('cockpit.redOnes', { n: open.filter(isRed).length })}
          </span>
        </li>
        {budget.data && <BudgetTiles view={budget.data} />}
      </ul>
      {view.outlook && (
        <div className="columns">
          {view.outlook.funds.slice(0, FANS).map((fund) => (
            <BalanceFan key={fund.fund} fund={fund} />
          ))}
        </div>
      )}
    </>
  )
}

const isRed = ({ level }: WatchView['warnings'][number]): boolean => level === 'red'

/** The roots of the tree: each stands for all under it. */
function BudgetTiles({ view: { year, lines } }: { view: BudgetView }) {
  const { t } = useTranslation()
  if (lines.length === 0)
    return (
      <li className="tile tile-waiting">
        <span className="tile-label">{t('cockpit.budget', { line: '', year })}</span>
        <span className="tile-none">{t('watch.noBudget')}</span>
      </li>
    )
  return lines
    .filter(({ parent }) => parent === null)
    .map(({ line, title, amountFen, executedFen, level }) => (
      <li key={line} className="tile">
        <span className="tile-label">{t('cockpit.budget', { line: title, year })}</span>
        <Link className="figure-value" to="/fund-watch">
          <span className="figure-number">{amountFen === 0 ? '–' : ((executedFen / amountFen) * 100).toFixed(2)}</span>
          <span className="figure-unit">%</span>
        </Link>
        <Level level={level} />
      </li>
    ))
}
