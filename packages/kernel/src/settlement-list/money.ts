// Quality rules about money: Q22, Q23, Q26. Sums agree to the fen with what was settled.
import { sumFen, yuanText } from '../money/fen.ts'
import { error, type Rule, warning } from './rule.ts'

export const moneyRules: Readonly<Record<string, Rule>> = {
  Q22: ({ items }, { settlement }) => {
    const sum = sumFen(items.map(({ amountFen }) => amountFen))
    const rows = items
      .filter((item) => item.amountFen !== item.classAFen + item.classBFen + item.ownPayFen + item.otherFen)
      .map(({ category, amountFen }) =>
        error('items.amountFen', `${category} ${yuanText(amountFen)}`, '应等于甲类、乙类、自费与其他之和'),
      )
    const isWrong = settlement !== undefined && items.length > 0 && sum !== settlement.totalFen
    return isWrong
      ? [...rows, error('items', yuanText(sum), `各项合计应为结算总额 ${yuanText(settlement.totalFen)}`)]
      : rows
  },
  Q23: (list, { settlement }) => {
    const own = list.accountFen + list.familyAccountFen + list.cashFen
    const paid = sumFen(list.paymentsFen) + own
    const stated = list.selfPayFen + list.ownPayFen
    const total = settlement?.totalFen
    return [
      ...(total !== undefined && paid !== total
        ? [
            error(
              'paymentsFen',
              yuanText(sumFen([...list.paymentsFen])),
              `基金支付、账户与现金之和应为 ${yuanText(total)}`,
            ),
          ]
        : []),
      ...(stated !== own
        ? [error('selfPayFen', yuanText(list.selfPayFen), '自付与自费之和应等于账户、共济与现金之和')]
        : []),
    ]
  },
  Q26: ({ operationFeeFen, procedures, bloodFeeFen, blood }) => {
    const hasBlood = blood.kind !== '' && (blood.amount ?? 0) > 0
    return [
      ...(operationFeeFen > 0 && procedures.length === 0
        ? [warning('procedures', '0 行', `有手术费 ${yuanText(operationFeeFen)} 元，应有手术操作`)]
        : []),
      ...(bloodFeeFen > 0 !== hasBlood
        ? [warning('blood.kind', blood.kind || '空', '输血费与输血品种、输血量应同时有或同时无')]
        : []),
    ]
  },
}
