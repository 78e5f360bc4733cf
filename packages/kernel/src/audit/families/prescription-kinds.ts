// Family prescription-kinds: how many different drugs or herbs one prescription holds (品种超标, 超大处方).
import { listOrOne, object, oneOf, optional, type TypeOf } from '../../policy/text/shape.ts'
import { CARE_MODES, type Catalogue } from '../facts/model.ts'
import { wholeNumber } from '../knowledge/shapes.ts'
import { family, type LineWork } from './family.ts'
import { prescriptionKey, prescriptionLines } from './prescription.ts'
import { nothingOf } from './window.ts'

const shape = object({
  maxKinds: optional(wholeNumber(1), '最多品种数，西药与中成药'),
  maxHerbs: optional(wholeNumber(1), '最多味数，中药饮片'),
  careMode: optional(listOrOne(oneOf(CARE_MODES)), '仅用于这些就医方式'),
})

type Kinds = TypeOf<typeof shape>

/**
 * The distinct codes of one prescription, drugs (maxKinds) or herbs (maxHerbs), above the maximum. The finding is of the
 * visit; all lines counted are involved, none is excess.
 *
 * Set-based: count(distinct code) over (visit, prescription) of the catalogue.
 */
export const prescriptionKinds = family<Kinds>({
  name: 'prescription-kinds',
  title: { zh: '处方品种过多', en: 'Too many kinds on one prescription' },
  excess: 'none',
  holes: ['total', 'max'],
  shape,
  fault: ({ maxKinds, maxHerbs }) =>
    (maxKinds === undefined) === (maxHerbs === undefined)
      ? { found: 'maxKinds and maxHerbs, or neither', expected: 'one of maxKinds, maxHerbs' }
      : undefined,
  wake: () => ({ everyLine: true }),
  // Of its catalogue: a service that is charged first does not stand for the drugs of the prescription.
  windowOf: (work) => `${work.line.catalogue}\u0000${prescriptionKey(work) ?? ''}`,
  onLine: (work) => {
    const { careMode } = work.point.parameters
    const max = work.point.parameters.maxKinds ?? work.point.parameters.maxHerbs ?? 0
    if (work.line.catalogue !== catalogueOf(work) || prescriptionKey(work) === undefined) return []
    if (careMode && !careMode.includes(work.encounter.careMode)) return []
    const lines = prescriptionLines(work, catalogueOf(work))
    const total = new Set(lines.map((line) => line.code)).size
    if (total <= max) return []
    return [{ truth: 'true', lines: lines.map(nothingOf), encounters: [work.encounter.id], holes: { total, max } }]
  },
})

const catalogueOf = ({ point }: LineWork<Kinds>): Catalogue =>
  point.parameters.maxHerbs === undefined ? 'drug' : 'herb'
