// The funds' running as the console shows it: a month's indicators with their levels, the warnings, the outlook, the budget.
import type {
  BudgetEntryBody,
  BudgetView,
  DoneView,
  WarningStepBody,
  WatchRunView,
  WatchView,
} from '@yibao/contract/rest'
import { accountOf, type Outcome, refused, watching } from '@yibao/kernel'
import type { Receipt } from '../../../platform/index.ts'
import { shownId } from '../../gateway/index.ts'
import { warnings } from '../../watch/index.ts'
import type { Asker } from '../asker.ts'
import { consoleMessage } from '../flows/propose.ts'
import type { ConsoleParts } from '../parts.ts'
import { identifierIn } from '../settlement/found.ts'
import { fundTitle } from '../words.ts'

/** Named in the specification of monitoring, without records here: said, not guessed. */
const NOT_COMPUTED = [
  { title: '住院次均费用增长、住院率、个人负担率、市外基金占比', why: '由数据湖的指标给出，见指标页' },
  { title: '参保率', why: '需要常住人口或户籍人口的外部数据' },
  { title: '逾30个工作日未付', why: '见月度清算的办理时限' },
] as const

const ruleOf = (id: string) => watching.WATCH_RULES.find((rule) => rule.id === id)

export async function watchOf({ desks, ledger, platform }: ConsoleParts, period?: string): Promise<WatchView> {
  const sums = await ledger.sums()
  const periods = [...new Set(sums.map((row) => row.period))].sort().reverse()
  const shown = period ?? periods[0] ?? platform.clock.today().slice(0, 7)
  const [found, kept] = await Promise.all([desks.watch.look(shown), warnings(platform.reader)])
  return {
    period: shown,
    periods,
    indicators: found.map(({ fund, rule, value, level, numerator, denominator }) => ({
      ...{ id: rule.id, fund, fundTitle: fundTitle(fund).title, fundTitleEn: fundTitle(fund).titleEn },
      ...{ title: rule.zh, titleEn: rule.en, formula: rule.formula, rhythm: rule.rhythm, unit: rule.unit },
      ...{ clause: rule.clause, value: value ?? null, level: level ?? null, numerator, denominator },
      path: `/funds/entries?fund=${fund}`,
    })),
    notComputed: [...NOT_COMPUTED],
    warnings: kept.map((each) => ({
      ...{
        id: shownId(each.warningId),
        fundTitle: fundTitle(each.fund).title,
        fundTitleEn: fundTitle(each.fund).titleEn,
      },
      ...{ title: ruleOf(each.indicator)?.zh ?? each.indicator, titleEn: ruleOf(each.indicator)?.en ?? each.indicator },
      ...{ unit: ruleOf(each.indicator)?.unit ?? 'count', period: each.period, level: each.level, value: each.value },
      ...{ state: each.state, next: watching.warningSteps(each.state) },
      steps: each.steps.map((step) => ({ ...step, at: step.at.slice(0, 19) })),
    })),
    outlook: (desks.watch.outlook() ?? null) as WatchView['outlook'],
  }
}

export async function run(
  { desks }: ConsoleParts,
  asker: Asker,
  key: string,
  period: string,
): Promise<Outcome<WatchRunView>> {
  const message = consoleMessage<{ readonly raised: number }>(asker, `watch ${key}`, { period })
  const outcome = await desks.watch.raise(message, period)
  return outcome.ok ? { ok: true, value: outcome.value.answer as unknown as WatchRunView } : outcome
}

const done = (outcome: Outcome<Receipt>, id: string): Outcome<DoneView> =>
  outcome.ok ? { ok: true, value: { id } } : outcome

export async function step(
  { desks }: ConsoleParts,
  asker: Asker,
  id: string,
  { key, step: asked, note }: WarningStepBody,
): Promise<Outcome<DoneView>> {
  const warningId = identifierIn(id)
  if (!warningId) return refused('warning_unknown', {})
  const message = consoleMessage<{ readonly warningId: string }>(asker, `warning ${key}`, { warningId, asked, note })
  return done(await desks.watch.step(message, { warningId, step: asked, note }), id)
}

export async function enterBudget({ desks }: ConsoleParts, asker: Asker, { key, year, lines }: BudgetEntryBody) {
  const message = consoleMessage<{ readonly lines: number }>(asker, `budget ${key}`, { year, lines })
  return done(await desks.watch.enterBudget(message, { year, lines }), String(year))
}

export async function approveBudget({ desks }: ConsoleParts, asker: Asker, key: string, year: number) {
  const message = consoleMessage<{ readonly year: number }>(asker, `budget approval ${key}`, { year })
  return done(await desks.watch.approveBudget(message, year), String(year))
}

/** 5 and 10 points off the plan, which is the share of the year that has passed. */
const YELLOW = 0.05
const RED = 0.1

export async function budgetOf({ desks, platform }: ConsoleParts, year: number, to?: string): Promise<BudgetView> {
  const now = platform.clock.today().slice(0, 7)
  const until = to ?? (now.startsWith(String(year)) ? now : `${year}-12`)
  const kept = await desks.watch.execution(year, until)
  const passed = Number(until.slice(5, 7)) / 12
  return {
    ...{ year, state: kept.year?.state ?? null, to: until },
    uncovered: kept.uncovered.map(({ fund, account, amountFen }) => ({
      ...{ fund, fundTitle: fundTitle(fund).title, fundTitleEn: fundTitle(fund).titleEn },
      ...{ account, accountTitle: accountOf(account)?.zh ?? account, amountFen },
    })),
    lines: kept.lines.map(({ accounts: _, ...line }) => {
      const deviation = line.amountFen > 0 ? line.executedFen / line.amountFen - passed : null
      const off = Math.abs(deviation ?? 0)
      const level = deviation === null ? null : off > RED ? 'red' : off > YELLOW ? 'yellow' : 'green'
      return { ...line, deviation, level }
    }),
  }
}
