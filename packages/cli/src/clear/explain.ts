// One case, or one provider's clearing, with every step: clause, inputs, formula with the numbers put in.
import { type Fen, fractions, payment, yuanForPeople } from '@yibao/kernel'
import { RULE_WORDS } from './words.ts'

export interface Explained {
  readonly lines: readonly string[]
  readonly json: object
}

/** The case's units, its standard at the value, the fund's part. */
export function explainCase(
  input: payment.PaymentInput,
  closed: payment.YearClosed | payment.MonthClosed,
  amounts: ReadonlyMap<payment.Kept, Fen>,
  id: string,
): Explained | undefined {
  const found = [...amounts].find(([kept]) => kept.case.id === id)
  if (!found) return undefined
  const [kept, due] = found
  const { collected, posted } = closed
  const priced = payment.priceCase(kept.case, collected.context)
  const posting = posted.postings.find(({ sums }) => sums.kept.includes(kept))
  const value = posting?.value ?? fractions.EXACT_ZERO
  const fund = payment.caseFundStep(input.rules, kept, value, posting?.ratio ?? fractions.EXACT_ONE)
  const values = posted.values.filter((each) => each.line === kept.line && each.method === kept.method)
  const rule = RULE_WORDS[kept.rule]
  return {
    lines: [
      `病例 case ${id}：${input.rules.methods.get(kept.method)?.title ?? kept.method}，规则 rule ${rule[0]} ${rule[1]}，预算 budget ${kept.line}`,
      ...payment.stepLines(priced.step, 'zh', 1),
      ...values.flatMap((each) => payment.stepLines(each.step, 'zh', 1)),
      ...(kept.by === 'points' ? [`  点值 value ${fractions.exactText(value, 6)}`] : []),
      ...payment.stepLines(fund, 'zh', 1),
      `  入账 posted ${yuanForPeople(due)}（机构合计取整后按最大余数分到各例 largest remainders of the provider’s rounded sum）`,
      `  记账基金 booked ${yuanForPeople(kept.case.fundFen)}，差额 difference ${yuanForPeople((due - kept.case.fundFen) as Fen)}`,
    ],
    json: {
      ...{
        case: id,
        method: kept.method,
        budget: kept.line,
        rule: kept.rule,
        dueFen: due,
        bookedFen: kept.case.fundFen,
      },
      ...{ units: priced.step, values: values.map(({ step }) => step), fund },
    },
  }
}

/** What a provider gets in each budget line for the year. */
export function explainProvider(
  rules: payment.PaymentRules,
  closed: payment.YearClosed,
  provider: string,
): Explained | undefined {
  const rows = closed.rows.filter((row) => row.provider === provider)
  if (rows.length === 0) return undefined
  const trees = rows.map((row) => {
    const shared = payment.sharingFor(rules, row)
    return { line: row.line, sharing: shared.step, clearing: payment.clearedStep(row, shared) }
  })
  return {
    lines: trees.flatMap(({ line, sharing, clearing }) => [
      `机构 provider ${provider}，预算 budget ${line}`,
      ...payment.stepLines(sharing, 'zh', 1),
      ...payment.stepLines(clearing, 'zh', 1),
    ]),
    json: { provider, lines: trees },
  }
}
