// One person of the register: birth, sex, name, identity number, area.

import type { PersonRecord } from '@yibao/contract/load'
import type { Day, Sex } from '@yibao/kernel'
import type { CityProfile, County, Ethnicity } from '../cities/index.ts'
import { identityNumber, mobileNumber } from '../codes/index.ts'
import type { Random } from '../random.ts'
import { drawBirth, drawSex } from './ages.ts'
import { personName, RARE_SURNAME } from './names.ts'

export interface Citizen {
  readonly record: PersonRecord
  readonly age: number
  readonly county: County
}

/** Born elsewhere: the number then begins with the code of the birthplace. */
const BORN_ELSEWHERE_SHARE = 0.08
/** The eighth person bears a name that only whole-character programs can hold. */
const RARE_NAME_AT = 7

export class Register {
  readonly #profile: CityProfile
  readonly #pyramid: readonly number[]
  readonly #on: Day
  readonly #numbers = new Set<string>()
  #count = 0

  constructor(profile: CityProfile, pyramid: readonly number[], on: Day) {
    this.#profile = profile
    this.#pyramid = pyramid
    this.#on = on
  }

  draw(random: Random): Citizen {
    const { bornOn, age } = drawBirth(random, this.#pyramid, this.#on)
    const sex = drawSex(random, age)
    const county = random.weighted(this.#profile.counties, ({ shareBp }) => shareBp)
    const ethnicity = random.weighted(this.#profile.ethnicities, ({ shareBp }) => shareBp)
    const record: PersonRecord = {
      personNo: personNo(this.#profile.area, this.#count + 1),
      name: this.#name(random, sex, ethnicity),
      certificateKind: '01',
      certificateNo: this.#number(random, this.#birthplace(random, county), bornOn, sex),
      sex,
      bornOn,
      ethnicity: ethnicity.code,
      mobile: mobileNumber(random.next),
      area: county.code,
    }
    this.#count += 1
    return { record, age, county }
  }

  #name(random: Random, sex: Sex, ethnicity: Ethnicity): string {
    const name = personName(random, sex, ethnicity.names)
    return this.#count === RARE_NAME_AT ? `${RARE_SURNAME}${name.slice(-1)}` : name
  }

  #birthplace(random: Random, county: County): string {
    if (!random.chance(BORN_ELSEWHERE_SHARE)) return county.code
    return random.chance(0.5) ? random.pick(this.#profile.counties).code : random.pick(this.#profile.outside).code
  }

  /** No two live persons share a number; only 500 exist for each county, day and sex, so a draw may repeat. */
  #number(random: Random, region: string, birthOn: Day, sex: Sex): string {
    for (;;) {
      const number = identityNumber(random.next, { region, birthOn, sex })
      if (this.#numbers.has(number)) continue
      this.#numbers.add(number)
      return number
    }
  }
}

/** Twenty digits: the pooling area and a running number. */
const personNo = (area: string, serial: number): string => `${area}${String(serial).padStart(14, '0')}`
