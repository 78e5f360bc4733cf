// One search box for a person, institution or settlement.
import { type Static, Type } from 'typebox'

export const searchQuery = Type.Object({ q: Type.String({ minLength: 1, maxLength: 60 }) })

export const searchHit = Type.Object({
  kind: Type.Union([
    Type.Literal('person'),
    Type.Literal('provider'),
    Type.Literal('settlement'),
    Type.Literal('visit'),
  ]),
  id: Type.String(),
  title: Type.String({ description: 'Masked where it is a person' }),
  subtitle: Type.String(),
  /** Where the console shows it. */
  path: Type.String(),
})
export type SearchHit = Static<typeof searchHit>
export const searchView = Type.Object({ hits: Type.Array(searchHit), more: Type.Boolean() })
export type SearchView = Static<typeof searchView>
