// The lives of a bucket's persons, by their place in the bucket; and by their number, where somebody is a giver of mutual aid.
import { join } from 'node:path'
import { type Engine, quoted } from '../history/engine.ts'
import type { LakeSlice, Manifest } from '../history/manifest.ts'
import { PersonPath } from './path.ts'
import { readable } from './vectors.ts'

export class PathBook {
  readonly #paths: (PersonPath | undefined)[] = []
  /** Givers without claims of their own in this bucket. */
  readonly #others = new Map<string, PersonPath>()
  readonly #places: ReadonlyMap<string, number>

  private constructor(places: ReadonlyMap<string, number>) {
    this.#places = places
  }

  static async of(
    engine: Engine,
    folder: string,
    { personFiles }: Manifest,
    bucket: number,
    slices: readonly LakeSlice[],
  ): Promise<PathBook> {
    const file = personFiles[bucket]
    const aided = slices.filter(({ empty }) => !empty.includes('mutual')).map(({ claims }) => join(folder, claims.path))
    return new PathBook(file && aided.length > 0 ? await placesIn(engine, join(folder, file.path), aided) : new Map())
  }

  of(person: number): PersonPath {
    const known = this.#paths[person]
    if (known) return known
    const path = new PersonPath()
    this.#paths[person] = path
    return path
  }

  readonly byNumber = (personNo: string): PersonPath => {
    const place = this.#places.get(personNo)
    if (place !== undefined) return this.of(place)
    const path = this.#others.get(personNo) ?? new PersonPath()
    this.#others.set(personNo, path)
    return path
  }
}

/** Of the givers named in the claims alone: a bucket has a hundred times as many persons, and each number read is a string made. */
async function placesIn(
  { connection }: Engine,
  persons: string,
  claims: readonly string[],
): Promise<Map<string, number>> {
  const rows = await readable(persons, () =>
    connection.runAndReadAll(`SELECT person_no, person FROM read_parquet(${quoted(persons)}) WHERE person_no IN (
      SELECT DISTINCT left(pair, length(pair) - strpos(reverse(pair), '=')) FROM (
        SELECT unnest(string_split(mutual, ' ')) AS pair
        FROM read_parquet([${claims.map(quoted).join(', ')}], hive_partitioning = false) WHERE mutual <> ''))`),
  )
  const [numbers = [], places = []] = rows.getColumns()
  return new Map(numbers.map((each, at) => [String(each), Number(places[at])]))
}
