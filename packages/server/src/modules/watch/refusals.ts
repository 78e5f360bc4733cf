// Why a warning does not move, or a budget is not taken, in words.
import type { RefusalCatalogue } from '../../platform/index.ts'

const STATES: Readonly<Record<string, string>> = {
  raised: '已发出',
  notified: '已通报县区',
  acknowledged: '已说明',
  measures: '已采取措施',
  followed: '已跟踪',
  closed: '已解除',
}

export const watchRefusals: RefusalCatalogue = {
  warning_unknown: { status: 404, message: () => '没有找到这条预警' },
  warning_step: {
    status: 409,
    message: ({ state }) =>
      `预警${STATES[String(state)] ?? state}，不能办理这一步；请按通报、说明、措施、跟踪、解除的顺序办理`,
  },
  warning_talk: { status: 409, message: () => '红色预警解除以前须约谈县区政府，请先登记约谈' },
  warning_words: { status: 409, message: () => '请写明采取的措施或解除的理由' },
  budget_in_force: { status: 409, message: ({ year }) => `${year}年度预算已经生效，不能再改；调整请另报调整预算` },
  budget_missing: { status: 404, message: ({ year }) => `没有${year}年度预算，请先录入` },
  budget_same_person: { status: 409, message: ({ who }) => `${who}录入了这份预算，须由另一人批准` },
  budget_line_twice: { status: 409, message: ({ line }) => `预算项目${line}出现两次，请合并` },
  budget_parent_unknown: { status: 409, message: ({ line, parent }) => `预算项目${line}的上级${parent}不在表中` },
  budget_sum: {
    status: 409,
    message: ({ line, amountFen, childrenFen }) =>
      `预算项目${line}为${Number(amountFen) / 100}元，下级合计${Number(childrenFen) / 100}元，应当相等`,
  },
  budget_accounts: { status: 409, message: ({ line, accounts }) => `预算项目${line}的科目“${accounts}”不在科目表中` },
}
