// Names of the funds as reports print them.
const TITLES: Readonly<Record<string, string>> = {
  employee_basic: '职工基本医疗保险基金',
  resident_basic: '城乡居民基本医疗保险基金',
  resident_serious_illness: '城乡居民大病保险基金',
  employee_supplement: '职工补充医疗保险基金',
  civil_servant_aid: '公务员医疗补助基金',
  medical_assistance: '医疗救助基金',
  special_items: '专项资金',
}

export const fundName = (fund: string): string => TITLES[fund] ?? fund
