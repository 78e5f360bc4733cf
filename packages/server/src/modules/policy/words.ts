// Chinese names of the words that the policy language fixes.

const SETTINGS: Readonly<Record<string, string>> = {
  outpatient: '普通门诊',
  emergency: '急诊',
  chronic: '门诊慢性病',
  special: '门诊特殊病',
  two_disease: '门诊两病',
  dual_channel: '双通道购药',
  day_surgery: '日间手术',
  day_treatment: '日间治疗',
  inpatient: '住院',
  maternity_outpatient: '生育门诊',
  maternity_inpatient: '生育住院',
  pharmacy: '药店购药',
}

const SCHEMES: Readonly<Record<string, string>> = { employee: '职工医保', resident: '居民医保' }

const STATUSES: Readonly<Record<string, string>> = {
  active: '在职',
  retired: '退休',
  flexible: '灵活就业',
  unemployed: '领取失业金人员',
  adult: '成年居民',
  student: '学生',
  child: '儿童',
  newborn: '新生儿',
}

export const settingTitle = (setting: string): string => SETTINGS[setting] ?? setting
export const schemeTitle = (scheme: string): string => SCHEMES[scheme] ?? scheme
export const statusTitle = (status: string): string => STATUSES[status] ?? status
