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
    const isAided = slices.some(({ empty }) => !empty.includes('mutual'))
    return new PathBook(file && isAided ? await placesIn(engine, join(folder, file.path)) : new Map())
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

async function placesIn({ connection }: Engine, path: string): Promise<Map<string, number>> {
  const rows = await readable(path, () =>
    connection.runAndReadAll(`SELECT person_no, person FROM read_parquet(${quoted(path)})`),
  )
  const [numbers = [], places = []] = rows.getColumns()
  return new Map(numbers.map((each, at) => [String(each), Number(places[at])]))
}
