// The drawing of a chart, fetched when one is first shown; its words stand in the label.
import { useEffect, useRef } from 'react'
import type { Drawn } from './draw.ts'
import type { BarSpec } from './spec.ts'

export function Picture({ spec, onPick }: { spec: BarSpec; onPick: ((index: number) => void) | undefined }) {
  const place = useRef<HTMLDivElement>(null)
  const drawn = useRef<Drawn | undefined>(undefined)
  const latest = useRef({ spec, onPick })
  latest.current = { spec, onPick }
  const picks = onPick !== undefined
  useEffect(() => {
    let gone = false
    void import('./draw.ts').then(({ draw }) => {
      if (gone || !place.current) return
      drawn.current = draw(place.current, picks ? (index) => latest.current.onPick?.(index) : undefined)
      drawn.current.show(latest.current.spec)
    })
    return () => {
      gone = true
      drawn.current?.dispose()
      drawn.current = undefined
    }
  }, [picks])
  useEffect(() => drawn.current?.show(spec), [spec])
  return <div ref={place} className="chart" role="img" aria-label={spec.description} />
}
