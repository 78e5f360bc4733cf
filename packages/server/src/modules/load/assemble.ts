// From the records of a city to persons with their dossiers: everything with a validity of its own in one place.
import type { CityLoad } from '@yibao/contract/load'
import type { Fen, Status } from '@yibao/kernel'
import type { AidGiver, Person } from '../person/index.ts'

export interface LoadedPerson {
  readonly person: Person
  /** Absent: the person has no personal account. */
  readonly accountFen: Fen | undefined
}

export function assemblePersons(city: CityLoad): LoadedPerson[] {
  const spells = Map.groupBy(city.spells, (each) => each.personNo)
  const categories = Map.groupBy(city.categories, (each) => each.personNo)
  const certificates = Map.groupBy(city.certificates, (each) => each.personNo)
  const givers = Map.groupBy(city.mutualAid, (each) => each.receiver)
  const accounts = new Map(city.accounts.map(({ personNo, balanceFen }) => [personNo, balanceFen]))
  return city.persons.map((record) => {
    const own = record.personNo
    return {
      accountFen: accounts.get(own),
      person: {
        ...record,
        dossier: {
          spells: (spells.get(own) ?? [])
            .map(withoutPerson)
            .map((spell) => ({ ...spell, status: spell.status as Status })),
          categories: (categories.get(own) ?? []).map(withoutPerson),
          certificates: (certificates.get(own) ?? [])
            .map(withoutPerson)
            .map(({ diseaseName, ...rest }) => ({ ...rest, name: diseaseName })),
          filings: [],
          givers: (givers.get(own) ?? []).map(({ giver, relation, from }): AidGiver => ({ giver, relation, from })),
        },
      },
    }
  })
}

function withoutPerson<R extends { readonly personNo: string }>({ personNo: _, ...rest }: R): Omit<R, 'personNo'> {
  return rest
}
