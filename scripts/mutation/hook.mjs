// Loaded before anything else (`node --import`): the kernel's sources come with every mutant in them, `node:test` collects the
// tests instead of running them, and properties try few cases with a fixed seed. One mutant at a time is switched on.
import { readFileSync } from 'node:fs'
import { registerHooks } from 'node:module'
import { instrumented } from './instrument.mjs'

const { sources } = JSON.parse(readFileSync(instrumented, 'utf8'))

/** What the switches in the instrumented sources ask, and the count of what they asked. */
export const mutation = {
  active: process.env.YIBAO_MUTANT,
  /** Times the active mutant was reached; above `most` it is taken to loop for ever. */
  hits: 0,
  most: Number.POSITIVE_INFINITY,
  /** Of how many generated cases one is tried. */
  share: 40,
  /** Ids reached, with how often, while something listens: first, what is reached while modules load. */
  covered: new Map(),
}
globalThis.yibaoMutation = mutation
globalThis.yibaoTests = []

globalThis.stryMutAct_9fa48 = (id) => {
  if (id !== mutation.active) return false
  mutation.hits += 1
  if (mutation.hits > mutation.most) throw new Error(`mutant ${id} was reached ${mutation.hits} times`)
  return true
}
globalThis.stryCov_9fa48 = (...ids) => {
  const { covered } = mutation
  if (covered) for (const id of ids) covered.set(id, (covered.get(id) ?? 0) + 1)
}

const COLLECTOR = `
const collected = globalThis.yibaoTests
export function test(name, ...rest) {
  const options = typeof rest[0] === 'object' ? rest[0] : {}
  if (!options.skip) collected.push({ name, run: rest.at(-1) })
}
export const after = () => {}
`
/** The same package, but each property tries a share of its cases, always the same ones, and fails without shrinking. */
const fewer = (url) => `
import real from ${JSON.stringify(url)}
export * from ${JSON.stringify(url)}
// A property of thousands of cases is about numbers, one of hundreds about whole policies.
const few = (runs) => {
  const { share } = globalThis.yibaoMutation
  return Math.ceil(runs / (runs >= 1000 ? Math.min(10, share) : share))
}
const assert = (property, { numRuns, ...rest } = {}) =>
  real.assert(property, { ...rest, ...(numRuns && { numRuns: few(numRuns) }), seed: 20260101, endOnFailure: true })
export default { ...real, assert }
`
const virtual = (name) => ({ url: `yibao-mutation:${name}`, format: 'module', shortCircuit: true })
let fastCheck = ''

registerHooks({
  resolve(specifier, context, next) {
    if (specifier === 'node:test') return virtual('node-test')
    if (specifier !== 'fast-check' || context.parentURL?.startsWith('yibao-mutation:')) return next(specifier, context)
    fastCheck = next(specifier, context).url
    return virtual('fast-check')
  },
  load(url, context, next) {
    if (url === 'yibao-mutation:node-test') return { format: 'module', source: COLLECTOR, shortCircuit: true }
    if (url === 'yibao-mutation:fast-check') return { format: 'module', source: fewer(fastCheck), shortCircuit: true }
    const source = sources[url]
    return source === undefined ? next(url, context) : { format: 'module-typescript', source, shortCircuit: true }
  },
})
