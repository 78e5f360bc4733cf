// A city's people as a file of enrolments: what an office would send in, with wrong lines where they are asked for.
import type { CityLoad, PersonRecord, SpellRecord } from '@yibao/contract/load'
import { enrolment, type Fen, yuanText } from '@yibao/kernel'

const STATUS: Readonly<Record<string, string>> = {
  ...{ active: '在职', retired: '退休', flexible: '灵活就业', unemployed: '领取失业金' },
  ...{ adult: '成年居民', student: '学生', child: '儿童', newborn: '新生儿' },
}

export interface EnrolmentFileOptions {
  /** Every so many lines one that cannot be right; left out: none. */
  readonly wrongEvery?: number
}

/** The head and one line for each person's last enrolment that stands. */
export function* enrolmentFile(
  city: Pick<CityLoad, 'persons' | 'spells' | 'employers'>,
  { wrongEvery }: EnrolmentFileOptions = {},
): Generator<string> {
  yield enrolment.enrolHead().join(',')
  const spells = new Map(city.spells.filter(({ state }) => state === 'active').map((spell) => [spell.personNo, spell]))
  const wages = new Map(
    city.employers.map(({ employerNo, averageMonthlyWageFen }) => [employerNo, averageMonthlyWageFen]),
  )
  let count = 0
  for (const person of city.persons) {
    const spell = spells.get(person.personNo)
    if (!spell) continue
    count += 1
    const isWrong = wrongEvery !== undefined && count % wrongEvery === 0
    yield lineOf(person, spell, wages.get(spell.employerNo ?? ''), isWrong)
  }
}

function lineOf(person: PersonRecord, spell: SpellRecord, wageFen: Fen | undefined, isWrong: boolean): string {
  const { certificateKind, certificateNo, name, sex, bornOn, ethnicity, mobile } = person
  return [
    ...[
      '参保',
      certificateKind,
      isWrong ? certificateNo.slice(0, -1) : certificateNo,
      name,
      sex === 'male' ? '男' : '女',
    ],
    ...[
      bornOn,
      ethnicity,
      mobile,
      spell.area,
      spell.scheme === 'employee' ? '职工' : '居民',
      STATUS[spell.status] ?? '',
    ],
    ...[spell.from, spell.until ?? '', '', spell.employerNo ?? '', wageFen === undefined ? '' : yuanText(wageFen)],
    spell.civilServant ? '是' : '否',
  ].join(',')
}
