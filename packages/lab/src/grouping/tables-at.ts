// The tables of a scheme from its folder, for the second grouper: text as it stands, unchecked.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { type NaiveTables, naiveTables } from './naive-scheme.ts'

export function naiveTablesAt(folder: string): NaiveTables {
  const names = readdirSync(folder).filter((name) => /\.csv(\.gz)?$/.test(name) && !name.startsWith('sample'))
  return naiveTables(
    names.map((name) => {
      const bytes = readFileSync(join(folder, name))
      return { name: name.replace(/\.gz$/, ''), text: (name.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString() }
    }),
  )
}
