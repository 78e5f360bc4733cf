// Family upload-lag: lines that reached the platform too long after they were charged (就诊数据非实时上传).
import { listOrOne, object, oneOf, optional, required, type TypeOf } from '../../policy/text/shape.ts'
import { CARE_MODES } from '../facts/model.ts'
import { wholeNumber } from '../knowledge/shapes.ts'
import { family } from './family.ts'
import { nothingOf } from './window.ts'

const shape = object({
  careMode: optional(listOrOne(oneOf(CARE_MODES)), '仅用于这些就医方式'),
  maxHours: required(wholeNumber(1), '最多小时数'),
})

/**
 * TRUE when more than maxHours whole minutes-in-hours lie between the charge and the upload; exactly maxHours is in time.
 * UNKNOWN when the line does not say when it was uploaded. Nothing is excess: lateness is managed, not recovered.
 *
 * Set-based: one row per counting line with uploaded_at − charged_at; null is UNKNOWN.
 */
export const uploadLag = family<TypeOf<typeof shape>>({
  name: 'upload-lag',
  title: { zh: '上传迟于规定', en: 'Uploaded too late' },
  excess: 'none',
  holes: ['hours', 'max'],
  shape,
  wake: () => ({ everyLine: true }),
  onLine: ({ point, line, encounter }) => {
    const { careMode, maxHours } = point.parameters
    if (careMode && !careMode.includes(encounter.careMode)) return []
    const lines = [nothingOf(line)]
    if (line.uploadedAt === undefined)
      return [{ truth: 'unknown', lines, missing: ['line.uploadedAt'], holes: { hours: '', max: maxHours } }]
    const minutes = line.uploadedAt - line.at
    if (minutes <= maxHours * 60) return []
    return [{ truth: 'true', lines, holes: { hours: Math.floor(minutes / 60), max: maxHours } }]
  },
})
