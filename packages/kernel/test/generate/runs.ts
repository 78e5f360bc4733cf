// How many cases each property tries: at least a thousand in the ordinary run, more by YIBAO_PROPERTY_RUNS.
const asked = Number(process.env.YIBAO_PROPERTY_RUNS ?? '')

/** `casesPerRun` bills are tried together on one policy; fast-check prints the seed and the shrunk case on failure. */
export function runs(casesPerRun = 1, ordinary = 1_000): { readonly numRuns: number } {
  const cases = Number.isFinite(asked) && asked > 0 ? Math.max(asked, ordinary) : ordinary
  return { numRuns: Math.ceil(cases / casesPerRun) }
}
