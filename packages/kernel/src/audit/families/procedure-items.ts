// Family procedure-items: what was coded as done and what was charged as done do not agree (手术操作编码异常).
import { flag, object, optional, required, type TypeOf } from '../../policy/text/shape.ts'
import { codeList } from '../knowledge/shapes.ts'
import { includesCode } from './codes.ts'
import { family } from './family.ts'
import { nothingOf } from './window.ts'

const shape = object({
  procs: required(codeList(), '手术操作编码，按前缀'),
  items: required(codeList(), '对应的收费项目，任一'),
  needsCode: optional(flag(), '收了项目也必须有编码'),
})

/**
 * Of an inpatient stay. TRUE when a procedure of procs is coded and none of the items is charged; with needsCode also when
 * an item is charged and no procedure of procs is coded. UNKNOWN when an item is charged and the procedures were not sent.
 * The finding is of the visit; the charged items are involved, none is excess.
 *
 * Set-based: a full outer join of the stays with such a procedure and the stays with such an item.
 */
export const procedureItems = family<TypeOf<typeof shape>>({
  name: 'procedure-items',
  title: { zh: '手术编码与收费项目不对应', en: 'Procedure code without its charge, or charge without its code' },
  excess: 'none',
  holes: ['procedure', 'items'],
  shape,
  wake: () => ({ everyEncounter: true }),
  onEncounter: ({ point, encounter, view, holdsOn }) => {
    if (encounter.careMode !== 'inpatient') return []
    const { procs, items, needsCode } = point.parameters
    const coded = encounter.procedures?.find((each) => procs.some((prefix) => each.code.startsWith(prefix)))
    const charged = view
      .linesOfEncounter(encounter.id)
      .filter((line) => includesCode(items, line.code) && holdsOn(line.on))
    if ((coded !== undefined) === charged.length > 0) return []
    const finding = { lines: charged.map(nothingOf), encounters: [encounter.id] }
    const holes = { procedure: coded?.code ?? procs[0] ?? '', items: charged[0]?.name ?? point.head.name ?? '' }
    if (coded) return [{ ...finding, truth: 'true', holes }]
    if (!needsCode) return []
    if (!encounter.procedures) return [{ ...finding, truth: 'unknown', missing: ['encounter.procedures'], holes }]
    return [{ ...finding, truth: 'true', holes }]
  },
})
