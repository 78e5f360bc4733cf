// Women and children in hospital: births, what precedes them, and the illnesses of the young.
import type { CareLevel } from '../../cities/index.ts'
import type { StayIllness } from '../illness.ts'

const LARGER: readonly CareLevel[] = ['county', 'city']

export const FAMILY_STAYS: readonly StayIllness[] = [
  {
    diagnosis: 'J18.000',
    department: 'A07',
    weight: 9,
    days: 7,
    cost: 0.55,
    ages: [0, 14],
    tests: ['bloodCount', 'crp', 'xray'],
    drugs: ['cefuroxime', 'ambroxol', 'budesonide', 'saline100'],
  },
  {
    diagnosis: 'A09.900',
    department: 'A07',
    weight: 3,
    days: 5,
    cost: 0.4,
    ages: [0, 14],
    tests: ['stool', 'bloodCount', 'potassium'],
    drugs: ['smectite', 'saline250', 'potassiumChloride'],
  },
  {
    diagnosis: 'D25.900',
    department: 'A05',
    weight: 1.5,
    days: 8,
    cost: 1.9,
    sex: 'female',
    ages: [35, 60],
    levels: LARGER,
    tests: ['vaginalUltrasound', 'bloodCount', 'prothrombin', 'hiv'],
    drugs: ['cefuroxime', 'metronidazole', 'saline250'],
    surgery: {
      procedure: '68.4900',
      items: ['hysterectomy', 'generalAnaesthesia', 'pathology', 'adhesionBarrier', 'sufentanil'],
    },
  },
  {
    diagnosis: 'O20.000',
    department: 'A05',
    weight: 1.5,
    days: 6,
    cost: 0.6,
    sex: 'female',
    ages: [20, 42],
    tests: ['ultrasound', 'tsh', 'bloodCount'],
    drugs: ['progesterone'],
  },
  {
    diagnosis: 'P59.900',
    department: 'A07',
    weight: 1.5,
    days: 6,
    cost: 0.8,
    ages: [0, 0],
    levels: LARGER,
    tests: ['bloodCount', 'alt'],
    drugs: ['saline100', 'cefuroxime'],
  },
]

export const DELIVERIES: readonly StayIllness[] = [
  {
    diagnosis: 'O80.000',
    department: 'A05',
    weight: 6,
    days: 3,
    cost: 0.75,
    sex: 'female',
    ages: [20, 42],
    levels: LARGER,
    tests: ['ultrasound', 'bloodCount', 'hiv', 'syphilis', 'bloodGroup'],
    drugs: ['oxytocin', 'motherwort'],
    surgery: { procedure: '73.5900', items: ['delivery'] },
  },
  {
    diagnosis: 'O82.000',
    also: ['O34.200'],
    department: 'A05',
    weight: 4,
    days: 5,
    cost: 1.35,
    sex: 'female',
    ages: [20, 42],
    levels: LARGER,
    tests: ['ultrasound', 'bloodCount', 'prothrombin', 'hiv', 'bloodGroup'],
    drugs: ['oxytocin', 'carboprost', 'cefazolin', 'motherwort'],
    surgery: { procedure: '74.1x00', items: ['caesarean', 'spinalAnaesthesia', 'analgesia'] },
  },
]

export const ANTENATAL: readonly StayIllness[] = [
  {
    diagnosis: 'Z34.900',
    department: 'A05',
    weight: 1,
    days: 0,
    cost: 1,
    sex: 'female',
    ages: [20, 42],
    tests: ['ultrasound', 'bloodCount', 'urine', 'hiv', 'syphilis', 'hbsag'],
    drugs: ['ferrous'],
  },
]
