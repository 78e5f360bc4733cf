// One process that holds mutants against checks. Started by scripts/mutation.mjs with the hook loaded: it is told an id and
// answers which check noticed the mutant, or that none did.
import { battery, type Check } from './battery.ts'
import { shippedCases } from './shipped.ts'

/** The switchboard of scripts/mutation/hook.mjs. */
interface Mutation {
  active: string | undefined
  hits: number
  most: number
  share: number
  covered: Map<string, number> | undefined
}

interface Measured extends Check {
  readonly ms: number
  readonly share: number
  /** How often each mutant is reached. */
  readonly reached: ReadonlyMap<string, number>
}

const { yibaoMutation: mutation, yibaoTests: collected } = globalThis as unknown as {
  yibaoMutation: Mutation
  yibaoTests: Check[]
}

const [policies = '0', ...testFiles] = process.argv.slice(2)
/** A mutant that is reached so many times more often than the code it replaces loops for ever. */
const PATIENCE = 50
/** Checks that take longer meet only the mutants that no quicker one has noticed. */
const QUICK_MS = 250
const say = (message: unknown): void => {
  process.send?.(message)
}
console.log = () => {}

const withDiagnostics = (run: Check['run']) => () => (run as (t: unknown) => unknown)({ diagnostic: () => {} })

/** The tests of the files, each under its file's name. */
async function testsOf(files: readonly string[]): Promise<Check[]> {
  const tests: Check[] = []
  for (const file of files) {
    const from = collected.length
    await import(new URL(`../../../../${file}`, import.meta.url).href)
    for (const each of collected.slice(from))
      tests.push({ name: `${file}: ${each.name}`, run: withDiagnostics(each.run) })
  }
  return tests
}

/** With few cases a test that counts what it has seen may find too little: then it is given more. */
const SHARES = [40, 6, 1]

async function measured(check: Check): Promise<Measured | undefined> {
  let said = ''
  for (const share of SHARES) {
    const reached = new Map<string, number>()
    const started = performance.now()
    mutation.covered = reached
    mutation.share = share
    try {
      await check.run()
      return { ...check, share, ms: performance.now() - started, reached }
    } catch (error) {
      said = String(error)
    } finally {
      mutation.covered = undefined
    }
  }
  say({ leftOut: check.name, because: said.slice(0, 200) })
  return undefined
}

async function hold(id: string, checks: readonly Measured[]): Promise<object> {
  for (const check of checks) {
    const usual = check.reached.get(id) ?? 0
    mutation.hits = 0
    mutation.share = check.share
    mutation.most = usual * PATIENCE + 10_000
    mutation.active = id
    try {
      await check.run()
    } catch (error) {
      const status = mutation.hits > mutation.most ? 'timeout' : 'killed'
      mutation.active = undefined
      return { id, status, by: check.name, because: String(error).slice(0, 160) }
    } finally {
      mutation.active = undefined
    }
  }
  return { id, status: 'survived' }
}

async function prepare(): Promise<Measured[]> {
  const all = [...(await testsOf(testFiles)), ...shippedCases(), ...battery(Number(policies))]
  const checks: Measured[] = []
  for (const each of all) {
    const check = await measured(each)
    if (check) checks.push(check)
  }
  return checks.sort((a, b) => a.ms - b.ms)
}

/** With no mutant on, every check must hold as it did: nothing that a mutant did may have stayed behind. */
async function stillTrue(checks: readonly Measured[]): Promise<object> {
  const failing: string[] = []
  for (const { name, run, share } of checks) {
    mutation.share = share
    try {
      await run()
    } catch {
      failing.push(name)
    }
  }
  return { checked: checks.length, failing }
}

/** A mutant that acts while modules load was on from the start: whatever now fails has noticed it. */
async function holdFromTheStart(id: string): Promise<object> {
  try {
    for (const each of await testsOf(testFiles)) await each.run()
    for (const each of battery(Number(policies))) await each.run()
  } catch (error) {
    return { id, status: 'killed', by: 'from the start', because: String(error).slice(0, 160) }
  }
  return { id, status: 'survived' }
}

const atLoad = [...(mutation.covered?.keys() ?? [])]
mutation.covered = undefined
const fromTheStart = mutation.active
if (fromTheStart !== undefined) {
  say(await holdFromTheStart(fromTheStart))
  process.disconnect?.()
} else {
  const checks = await prepare()
  const reached = new Set(checks.flatMap((check) => [...check.reached.keys()]))
  say({ ready: true, reached: [...reached], checks: checks.map(({ name, ms }) => ({ name, ms })), atLoad })
  process.on('message', async ({ id, slow }: { id?: string; slow?: boolean }) => {
    if (id === undefined) return say(await stillTrue(checks))
    const reaching = checks.filter((check) => check.reached.has(id) && check.ms > QUICK_MS === slow)
    say(await hold(id, reaching))
  })
}
