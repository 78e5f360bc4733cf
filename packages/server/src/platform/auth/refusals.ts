// What signing in refuses, in words.
import type { RefusalCatalogue } from '../http/refusals.ts'

export const authRefusals: RefusalCatalogue = {
  login_wrong: { status: 401, message: () => '账号或口令不正确，或一次性口令已经用过、已经过期' },
  login_locked: { status: 429, message: ({ until }) => `连续多次登录失败，账号已锁定至 ${until}` },
  password_wrong: { status: 403, message: () => '当前口令不正确' },
  password_unchanged: { status: 400, message: () => '新口令与当前口令相同' },
  password_too_short: {
    status: 400,
    message: ({ length, lengthMin }) => `新口令只有 ${length} 个字符，至少要 ${lengthMin} 个`,
  },
  password_too_simple: { status: 400, message: () => '新口令过于简单: 字符重复或是键盘、数字的连续排列' },
  password_is_common: { status: 400, message: () => '新口令由常见词和数字组成，容易被猜到，请换一个' },
  password_holds_account: { status: 400, message: () => '新口令不能包含账号名' },
  account_name_form: {
    status: 400,
    message: ({ account }) => `账号名 "${account}" 应为小写字母开头的 2–50 个字母、数字、点或横线`,
  },
  account_role_unknown: { status: 400, message: ({ role }) => `没有角色 "${role}"` },
  account_needs_provider: { status: 400, message: () => '该角色的账号必须指定定点医药机构' },
  account_needs_employer: {
    status: 400,
    message: () => '单位经办人的账号必须指定单位编号，其他角色的账号不能指定',
  },
  account_exists: { status: 409, message: ({ account }) => `账号 ${account} 已经存在` },
  account_unknown: { status: 404, message: ({ account }) => `没有在用的账号 ${account}` },
}
