// From generated data over real text through the real reader to a library; counts what the checker refuses.
import { type Built, buildLibrary, type Layer } from '../../src/policy/build.ts'
import type { PolicyData } from './policy.ts'
import { type Data, written } from './text.ts'

export const tally = { built: 0, refused: 0, reasons: new Map<string, number>() }

/** Any function of the text will do; the shell's own is cryptographic. */
export const hash = (text: string): string => {
  let state = 0x811c9dc5
  for (let at = 0; at < text.length; at += 1) state = Math.imul(state ^ text.charCodeAt(at), 0x01000193)
  return (state >>> 0).toString(16).padStart(16, '0')
}

export function layersOf({ file, tiersApart, overlay, writing }: PolicyData): Layer[] {
  const { tiers, ...rest } = file as Record<string, Data>
  const files = tiersApart
    ? [
        { path: 'city/plans.yaml', text: written(rest, writing) },
        // Defaults belong to a file, sources and words to the whole pack.
        {
          path: 'city/tiers.yaml',
          text: written({ title: '各层', defaults: rest.defaults as Data, tiers: tiers as Data }, writing),
        },
      ]
    : [{ path: 'city/pack.yaml', text: written(file, writing) }]
  const lower: Layer = { id: 'city', files }
  return overlay === undefined
    ? [lower]
    : [lower, { id: 'reform', files: [{ path: 'reform.yaml', text: written(overlay, writing) }] }]
}

export function build(data: PolicyData): Built {
  const built = buildLibrary(layersOf(data), hash)
  if (built.library) tally.built += 1
  else {
    tally.refused += 1
    for (const code of new Set(built.faults.filter((fault) => !fault.warning).map((fault) => fault.code)))
      tally.reasons.set(code, (tally.reasons.get(code) ?? 0) + 1)
  }
  return built
}
