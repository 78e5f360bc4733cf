// Family removed-organ: a procedure on an organ the person no longer has (冒名就医的线索).
import { shown } from '../../policy/text/located.ts'
import { listOrOne, object, optional, required, type Shape, type TypeOf, text } from '../../policy/text/shape.ts'
import { family } from './family.ts'

interface Removal {
  readonly code: string
  readonly organ: string
}

const rowShape = listOrOne(
  object({
    code: optional(text(), '手术操作编码'),
    proc: optional(text(), '同 code'),
    organ: required(text(), '器官'),
  }),
)

/** A map from procedure to organ, or a list of { code, organ }. */
const removals: Shape<readonly Removal[]> = {
  read(node, faults) {
    if (node.kind === 'map' && !node.entries.has('organ')) {
      return [...node.entries].flatMap(([code, child]) => {
        if (child.kind === 'scalar') return [{ code, organ: child.text }]
        faults.add(child.at, 'wrong_value', shown(child), 'the name of an organ')
        return []
      })
    }
    const rows = rowShape.read(node, faults)
    return rows?.flatMap(({ code, proc, organ }) => ((code ?? proc) ? [{ code: (code ?? proc)!, organ }] : []))
  },
  schema: { type: ['object', 'array'] },
}

const shape = object({ procRemoves: required(removals, '手术操作切除的器官') })

/**
 * A procedure that removes an organ which is among the person's removed organs already. The finding is of the visit.
 *
 * Set-based: visits × procedures joined to the points and to the removed organs of the person.
 */
export const removedOrgan = family<TypeOf<typeof shape>>({
  name: 'removed-organ',
  title: { zh: '手术部位已切除', en: 'An organ removed before' },
  excess: 'none',
  holes: ['procedure', 'organ'],
  shape,
  wake: ({ procRemoves }) => ({ procedures: procRemoves.map(({ code }) => code) }),
  onEncounter: ({ point, encounter, view }) => {
    const gone = view.person(encounter.personId)?.removedOrgans ?? []
    const codes = (encounter.procedures ?? []).map(({ code }) => code)
    const hit = point.parameters.procRemoves.find(({ code, organ }) => codes.includes(code) && gone.includes(organ))
    if (!hit) return []
    return [{ truth: 'true', lines: [], encounters: [encounter.id], holes: { procedure: hit.code, organ: hit.organ } }]
  },
})
