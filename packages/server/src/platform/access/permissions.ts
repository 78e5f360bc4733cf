// What may be done, and who may do it. Whatever is not listed for a role is denied to it.

/** Every permission that a route may ask for, by name. */
export const PERMISSIONS = {
  'overview:read': '查看总览',
  'cockpit:read': '查看驾驶舱与指标背后的记录',
  'search:use': '查找人员、机构、结算',
  'person:read': '查看参保人员(脱敏)',
  'person:unmask': '查看参保人员完整信息，须说明用途',
  'settlement:read': '查看结算',
  'settlement:export': '导出结算',
  'request:read': '查看特殊业务申请',
  'request:propose': '提出特殊业务申请',
  'request:decide': '批准、退回或撤回特殊业务申请',
  'payout:read': '查看待付款项和追回',
  'payout:pay': '登记支付和追回到账',
  'clearing:read': '查看月度清算',
  'clearing:propose': '提出或撤回月度清算',
  'clearing:declare': '机构申报月度费用，确认对账',
  'clearing:confirm': '机构确认月度清算',
  'clearing:approve': '复核、审批月度清算',
  'clearing:pay': '生成拨付文件，登记拨付和退汇',
  'audit_case:read': '查看审核疑点和审核指标',
  'audit_case:export': '导出审核疑点',
  'audit_case:review': '初审、复审疑点，重新审核一笔结算',
  'audit_case:decide': '终审疑点，撤销扣款',
  'audit_case:appeal': '机构认可或申诉，上传材料',
  'enrolment:read': '查看参保业务、工作清单和参保率',
  'enrolment:write': '办理参保登记、身份、转移和共济',
  'batch:read': '查看批量参保',
  'batch:write': '上传、导入、撤销批量参保',
  'employer:read': '查看本单位参保人员和征缴单',
  'employer:write': '申报本单位增减员和基数',
  'contribution:read': '查看征缴与对账',
  'contribution:handle': '对账，办理差异和退费',
  'contribution:approve': '复核、审批、撤销已记账退费',
  'open_item:read': '查看先诊疗后付费待收款',
  'open_item:write': '登记先诊疗后付费和个人付款',
  'fund:read': '查看基金与总账',
  'fund:verify': '核验总账',
  'booking:read': '查看财务记账',
  'booking:propose': '提出或撤回财务记账',
  'booking:approve': '复核财务记账并入账',
  'watch:read': '查看基金运行与预警、预算执行',
  'watch:write': '发出和办理基金预警',
  'budget:write': '录入预算草案',
  'budget:approve': '批准预算',
  'traffic:read': '查看接口往来',
  'policy:read': '查看政策',
  'account:write': '办理个人账户冻结、预留、钱包转账',
  'account:manage': '管理账号',
  'audit:read': '查看审计记录',
} as const

export type Permission = keyof typeof PERMISSIONS

interface RoleDefinition {
  readonly title: string
  readonly titleEn: string
  readonly permissions: readonly Permission[]
  /** Sees the business of one institution only, so its account must name one. */
  readonly boundToProvider?: true
  /** Sees the people and charges of one employer only, so its account must name one. */
  readonly boundToEmployer?: true
}

const READING = ['overview:read', 'search:use', 'settlement:read', 'policy:read'] as const

/** 系统管理 and 审计管理 see no business, and neither can do what the other does (GB/T 22239, three administrators). */
export const ROLES = {
  bureau_leader: {
    title: '局领导',
    titleEn: 'Bureau leader',
    permissions: [
      ...READING,
      'cockpit:read',
      'fund:read',
      'booking:read',
      'booking:approve',
      'watch:read',
      'watch:write',
      'budget:approve',
      'traffic:read',
      'request:read',
      'request:decide',
      'payout:read',
      'enrolment:read',
      'contribution:read',
      'contribution:approve',
      'clearing:read',
      'clearing:approve',
      'audit_case:read',
      'audit_case:decide',
    ],
  },
  benefits_officer: {
    title: '待遇经办',
    titleEn: 'Benefits officer',
    permissions: [
      ...READING,
      'cockpit:read',
      'person:read',
      'person:unmask',
      'settlement:export',
      'traffic:read',
      'request:read',
      'request:propose',
      'request:decide',
      'open_item:read',
      'clearing:read',
      'clearing:propose',
      'clearing:approve',
    ],
  },
  fund_supervision: {
    title: '基金监管',
    titleEn: 'Fund supervision',
    permissions: [
      ...READING,
      'cockpit:read',
      'person:read',
      'settlement:export',
      'fund:read',
      'fund:verify',
      'watch:read',
      'traffic:read',
      'request:read',
      'request:propose',
      'request:decide',
      'payout:read',
      'audit_case:read',
      'audit_case:export',
      'audit_case:review',
      'audit_case:decide',
    ],
  },
  finance: {
    title: '基金财务',
    titleEn: 'Finance',
    permissions: [
      ...READING,
      'cockpit:read',
      'settlement:export',
      'fund:read',
      'fund:verify',
      'booking:read',
      'booking:propose',
      'booking:approve',
      'watch:read',
      'watch:write',
      'budget:write',
      'request:read',
      'payout:read',
      'payout:pay',
      'contribution:read',
      'contribution:handle',
      'contribution:approve',
      'clearing:read',
      'clearing:pay',
      'audit_case:read',
    ],
  },
  enrolment_window: {
    title: '参保窗口',
    titleEn: 'Enrolment window',
    permissions: [
      'enrolment:read',
      'enrolment:write',
      'batch:read',
      'batch:write',
      'contribution:read',
      'contribution:handle',
      'contribution:approve',
      'search:use',
      'person:read',
      'person:unmask',
      'policy:read',
      'request:read',
      'request:propose',
      'request:decide',
      'account:write',
    ],
  },
  provider_office: {
    title: '机构医保办',
    titleEn: 'Insurance office of an institution',
    permissions: [
      'search:use',
      'settlement:read',
      'settlement:export',
      'traffic:read',
      'policy:read',
      'open_item:read',
      'open_item:write',
      'clearing:read',
      'clearing:declare',
      'clearing:confirm',
      'audit_case:read',
      'audit_case:export',
      'audit_case:appeal',
    ],
    boundToProvider: true,
  },
  employer_office: {
    title: '单位经办人',
    titleEn: "Employer's handler",
    permissions: ['employer:read', 'employer:write', 'batch:read', 'batch:write', 'policy:read'],
    boundToEmployer: true,
  },
  system_admin: { title: '系统管理员', titleEn: 'System administrator', permissions: ['account:manage'] },
  audit_admin: { title: '审计管理员', titleEn: 'Audit administrator', permissions: ['audit:read', 'fund:verify'] },
  demo_viewer: {
    title: '演示浏览',
    titleEn: 'Demonstration viewer',
    permissions: [
      ...READING,
      'cockpit:read',
      'person:read',
      'person:unmask',
      'settlement:export',
      'fund:read',
      'fund:verify',
      'booking:read',
      'watch:read',
      'traffic:read',
      'request:read',
      'payout:read',
      'open_item:read',
      'enrolment:read',
      'batch:read',
      'contribution:read',
      'clearing:read',
      'audit_case:read',
      'audit_case:export',
    ],
  },
} as const satisfies Readonly<Record<string, RoleDefinition>>

export type Role = keyof typeof ROLES

export const isRole = (text: string): text is Role => Object.hasOwn(ROLES, text)

export const roleOf = (role: Role): RoleDefinition => ROLES[role]

/** Somebody who is signed in: what they may do, and the part of the world in which they may do it. */
export interface Principal {
  readonly account: string
  readonly displayName: string
  readonly role: Role
  /** Area code prefix; '' is the whole pooling area. */
  readonly area: string
  /** Institution code; '' is not bound to one. */
  readonly provider: string
  /** 单位编号; '' is not bound to one. */
  readonly employer: string
}

export const may = (principal: Principal, permission: Permission): boolean =>
  roleOf(principal.role).permissions.includes(permission)
