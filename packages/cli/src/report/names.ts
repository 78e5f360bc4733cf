// Chinese names of the groups that charts show.
export const GROUP_NAMES: ReadonlyMap<string, string> = new Map([
  ['outpatient', '普通门诊'],
  ['inpatient', '住院'],
  ['chronic', '门诊慢特病'],
  ['special', '门诊特殊疾病'],
  ['pharmacy', '药店购药'],
  ['two_disease', '两病用药'],
  ['emergency', '急诊'],
  ['maternity_inpatient', '生育住院'],
  ['maternity_outpatient', '产前检查'],
  ['day_surgery', '日间手术'],
  ['level_1', '一级及以下'],
  ['level_2', '二级'],
  ['level_3', '三级'],
])
