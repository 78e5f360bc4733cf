// How many cases each property tries: at least a thousand in the ordinary run, more by YIBAO_PROPERTY_RUNS.
import type fc from 'fast-check'

const asked = Number(process.env.YIBAO_PROPERTY_RUNS ?? '')

/** `cases` of one run are tried together on one policy; fast-check prints the seed and the shrunk case on failure. */
export function runs(casesPerRun = 1, ordinary = 1_000): fc.Parameters<never> {
  const cases = Number.isFinite(asked) && asked > 0 ? Math.max(asked, ordinary) : ordinary
  return { numRuns: Math.ceil(cases / casesPerRun) }
}
