// English names of the codes that the server names only in Chinese. Chinese screens show the server's own words.

export const englishNames: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  scheme: { employee: 'Employees', resident: 'Residents' },
  setting: {
    outpatient: 'Outpatient',
    emergency: 'Emergency',
    chronic: 'Chronic disease',
    special: 'Special disease',
    two_disease: 'Hypertension and diabetes',
    dual_channel: 'Dual channel',
    day_surgery: 'Day surgery',
    day_treatment: 'Day treatment',
    inpatient: 'Inpatient',
    maternity_outpatient: 'Maternity outpatient',
    maternity_inpatient: 'Maternity inpatient',
    pharmacy: 'Pharmacy',
  },
  settlementState: { settled: 'settled', cancelled: 'cancelled', mirror: 'cancellation' },
  spellState: { active: 'insured', suspended: 'suspended', terminated: 'ended', waiting: 'waiting' },
  status: {
    active: 'Employed',
    retired: 'Retired',
    flexible: 'Flexibly employed',
    unemployed: 'Unemployed',
    adult: 'Adult',
    student: 'Student',
    child: 'Child',
    newborn: 'Newborn',
  },
  level: {
    level_1: 'Level 1 and below',
    level_2: 'Level 2',
    level_3: 'Level 3',
    pharmacy: 'Pharmacies',
  },
  payer: {
    pooled: 'Pooled fund',
    serious_illness: 'Serious illness insurance',
    large_amount: 'Large-amount aid',
    supplement: 'Supplement',
    civil_servant: 'Civil-servant aid',
    assistance: 'Medical assistance',
    other: 'Other funds',
    commercial: 'Commercial insurance',
    provider: 'Hospital',
    account: 'Personal account',
    mutual: 'Family account',
    cash: 'Cash',
    person: 'Person',
  },
  sex: { 男: 'male', 女: 'female' },
}

/** The name of a code in the language of the screen. */
export function nameOf(language: 'zh' | 'en', group: string, code: string, chinese: string): string {
  return language === 'en' ? (englishNames[group]?.[code] ?? chinese) : chinese
}
