// The Chinese names of the filters' choices; rows carry their own names from the platform.

export const schemeNames: Readonly<Record<string, string>> = { employee: '职工医保', resident: '居民医保' }

export const settingNames: Readonly<Record<string, string>> = {
  outpatient: '普通门诊',
  emergency: '急诊',
  chronic: '门诊慢性病',
  special: '门诊特殊病',
  two_disease: '两病门诊',
  dual_channel: '双通道药品',
  day_surgery: '日间手术',
  day_treatment: '日间治疗',
  inpatient: '住院',
  maternity_outpatient: '生育门诊',
  maternity_inpatient: '生育住院',
  pharmacy: '药店购药',
}

export const levelNames: Readonly<Record<string, string>> = {
  level_1: '一级及以下',
  level_2: '二级',
  level_3: '三级',
  pharmacy: '定点零售药店',
}

export const stateNames: Readonly<Record<string, string>> = {
  settled: '已结算',
  cancelled: '已撤销',
  mirror: '撤销记录',
}
