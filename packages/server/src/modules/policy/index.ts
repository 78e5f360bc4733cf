// The policy of the area: which pack is in force, which plan serves a bill on its governing day, and every older text.
import {
  type Bill,
  buildLibrary,
  type CompiledPlan,
  type Day,
  faultText,
  governingDay,
  type Library,
  NotInForce,
  type Outcome,
  type Pack,
  PlanBook,
  planFor,
  refused,
} from '@yibao/kernel'
import { buildPack, packsAt, sha256 } from '@yibao/policy'
import type { WritePath } from '../../platform/index.ts'
import { type Reader, SYSTEM } from '../common/index.ts'
import { policyAdopted } from './adopt.ts'
import { adoptedVersions, latestLayers, layersOfVersion } from './store.ts'

export { type PolicyRefusalCode, policyRefusals } from './refusals.ts'
export { type AdoptedVersion, adoptedVersions } from './store.ts'
export { schemeTitle, settingTitle, statusTitle } from './words.ts'

/** The plan that decides a bill, on which day, knowing what was published by which day. */
export interface Ruling {
  readonly plan: CompiledPlan
  readonly on: Day
  readonly knownOn: Day
}

export interface PolicyDesk {
  readonly pack: Pack
  readonly library: Library
  readonly book: PlanBook
  /** S0 and S4: the plan for the visit, in the version of its governing day. */
  rulingFor(bill: Bill, knownOn?: Day): Outcome<Ruling>
  /** The text that decided an older settlement: for what is settled again under the rules of its own days. */
  bookAs(version: string): Promise<PlanBook>
  /** The plan of an older settlement, from the text it was decided under. */
  rulingAs(version: string, plan: string, on: Day, knownOn: Day): Promise<Ruling>
}

export class PolicyUnusable extends Error {
  override readonly name = 'PolicyUnusable'
}

export interface PolicyOptions {
  /** A pack: a file or folder of policies. */
  readonly path: string
  readonly reader: Reader
  readonly writePath: WritePath
}

/** Reads the pack, refuses one with faults, and stores its text. */
export async function openPolicy({ path, reader, writePath }: PolicyOptions): Promise<PolicyDesk> {
  const [onDisk, ...others] = packsAt(path)
  if (!onDisk || others.length > 0) throw new PolicyUnusable(`${path} 中应恰有一个政策包`)
  const { library, faults } = buildPack(onDisk)
  if (!library) throw new PolicyUnusable(`政策有误，不能启用：\n${faults.slice(0, 10).map(faultText).join('\n')}`)
  const pack = library.content.packs.at(-1) ?? unnamedPack(onDisk.path, path)
  const adopted = await writePath.submit({
    kind: policyAdopted,
    key: { sender: 'system', msgid: `policy ${library.version}` },
    actor: SYSTEM,
    input: { pack: pack.id, version: library.version, layers: onDisk.layers },
    request: { version: library.version },
  })
  if (!adopted.ok) throw new PolicyUnusable(`政策未能启用: ${adopted.code}`)
  return deskOver(pack, library, reader)
}

/** A single file that says nothing of an area: for trials. */
const unnamedPack = (id: string, file: string): Pack => ({ id, title: id, at: { file, line: 1 } })

function deskOver(pack: Pack, library: Library, reader: Reader): PolicyDesk {
  const book = new PlanBook(library)
  return {
    pack,
    library,
    book,
    rulingFor: (bill, knownOn = bill.visit.settledOn) => rulingFor(book, bill, knownOn),
    ...adoptedPolicies(reader, [[library.version, Promise.resolve(book)]]),
  }
}

/** Every text that ever decided here, by its version: all that is needed to look at what was settled. */
export function adoptedPolicies(
  reader: Reader,
  known: Iterable<readonly [version: string, book: Promise<PlanBook>]> = [],
): Pick<PolicyDesk, 'rulingAs' | 'bookAs'> {
  const books = new Map(known)
  const bookOf = (version: string): Promise<PlanBook> => {
    const book = books.get(version) ?? olderBook(version, reader)
    books.set(version, book)
    return book
  }
  return {
    bookAs: bookOf,
    rulingAs: async (version, plan, on, knownOn) => ({
      plan: (await bookOf(version)).planOn(plan, on, knownOn),
      on,
      knownOn,
    }),
  }
}

/** S0 and S4 in the text of one book. */
export function rulingFor(book: PlanBook, bill: Bill, knownOn: Day): Outcome<Ruling> {
  const { scheme } = bill.person
  const { setting, dischargedOn } = bill.visit
  const id = planFor(book, bill, dischargedOn, knownOn)
  if (id === undefined) return refused('no_plan', { scheme, setting, on: dischargedOn })
  try {
    const plan = book.planOn(id, dischargedOn, knownOn)
    const on = governingDay(plan, bill)
    return { ok: true, value: { plan: on === dischargedOn ? plan : book.planOn(id, on, knownOn), on, knownOn } }
  } catch (error) {
    if (error instanceof NotInForce) return refused('policy_not_in_force', { what: error.what, on: error.on })
    throw error
  }
}

async function olderBook(version: string, reader: Reader): Promise<PlanBook> {
  const layers = await layersOfVersion(reader, version)
  if (!layers) throw new Error(`The text of policy ${version} is not stored`)
  const { library } = buildLibrary(layers, sha256)
  if (library?.version !== version) throw new Error(`The stored text of policy ${version} has another content`)
  return new PlanBook(library)
}

export interface PolicyNow {
  readonly library: Library
  readonly title: string
  /** The day on which this platform first adopted a text. */
  readonly adoptedOn: Day
}

export async function latestPolicy(reader: Reader): Promise<PolicyNow | undefined> {
  const [library, [first]] = [await latestLibrary(reader), await adoptedVersions(reader)]
  if (!library || !first) return undefined
  return { library, title: library.content.packs.at(-1)?.title ?? '', adoptedOn: first.adoptedAt.slice(0, 10) as Day }
}

/** The policy put into force last, for a command that has no pack of its own at hand; none where nothing was ever adopted. */
export async function latestLibrary(reader: Reader): Promise<Library | undefined> {
  const layers = await latestLayers(reader)
  return layers && buildLibrary(layers, sha256).library
}
