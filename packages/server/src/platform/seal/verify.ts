// Proving that nothing sealed was altered, removed or slipped in: every block is computed again from the rows themselves.
import type pg from 'pg'
import { GENESIS, headerHash } from './block.ts'
import { leafHash, merkleRoot } from './merkle.ts'
import { type Addend, folded, type SealedRecord, type SealedSource } from './source.ts'
import { blocksAfter, countAfter, type Position, recordsAfter, START, type StoredBlock, sumsIn } from './store.ts'

const BLOCKS_AT_ONCE = 16
const TAIL_AT_ONCE = 4_096

export interface SealFault {
  readonly chain: string
  /** Number of the block; `undefined`: among the records that are not sealed yet, or in the sums. */
  readonly block?: number
  readonly fault: 'altered' | 'missing' | 'added' | 'chain broken' | 'sum differs' | 'anchor differs' | 'record wrong'
  /** The record, where one can be named. */
  readonly id?: string
  readonly detail: string
}

export interface SealReport {
  readonly blocks: number
  readonly sealed: number
  /** Committed records that are not sealed yet; they were looked at, but no hash protects them. */
  readonly unsealed: number
  readonly head: { readonly no: number; readonly hash: string } | undefined
  readonly firstFault: SealFault | undefined
}

export interface VerifyOptions {
  /** Looks at each record, sealed or not; returns what is wrong with it in itself. */
  readonly inspect?: (record: SealedRecord) => string | undefined
  /** A head that was kept outside the database: the chain must still pass through it. */
  readonly anchor?: { readonly no: number; readonly hash: string }
  /** Told after each block how many records have been looked at. */
  readonly onChecked?: (checked: number) => void
}

/** In one snapshot, beside a running platform. Stops at the first fault. */
export async function verifyChain(
  pool: pg.Pool,
  source: SealedSource,
  options: VerifyOptions = {},
): Promise<SealReport> {
  const client = await pool.connect()
  try {
    await client.query('begin isolation level repeatable read read only')
    return await new Verification(client, source, options).run()
  } finally {
    await client.query('rollback')
    client.release()
  }
}

class Verification {
  readonly #client: pg.ClientBase
  readonly #source: SealedSource
  readonly #options: VerifyOptions
  #position: Position = START
  #previousHash: Buffer = GENESIS
  #blocks = 0
  #sealed = 0
  #sums = new Map<string, Addend>()

  constructor(client: pg.ClientBase, source: SealedSource, options: VerifyOptions) {
    this.#client = client
    this.#source = source
    this.#options = options
  }

  async run(): Promise<SealReport> {
    const fault = (await this.#blocksFault()) ?? (await this.#sumsFault()) ?? (await this.#tailFault())
    const unsealed = await countAfter(this.#client, this.#source, this.#position)
    const head = this.#blocks > 0 ? { no: this.#blocks, hash: this.#previousHash.toString('hex') } : undefined
    return { blocks: this.#blocks, sealed: this.#sealed, unsealed, head, firstFault: fault }
  }

  async #blocksFault(): Promise<SealFault | undefined> {
    for (;;) {
      const blocks = await blocksAfter(this.#client, this.#source.chain, this.#blocks, BLOCKS_AT_ONCE)
      for (const block of blocks) {
        const fault = await this.#blockFault(block)
        if (fault) return fault
        this.#blocks = block.no
        this.#position = block.upTo
        this.#previousHash = block.hash
      }
      if (blocks.length < BLOCKS_AT_ONCE) return this.#anchorFault()
    }
  }

  async #blockFault(block: StoredBlock): Promise<SealFault | undefined> {
    const broken = (detail: string) => this.#fault('chain broken', detail, block.no)
    if (block.no !== this.#blocks + 1) return broken(`block ${this.#blocks + 1} is missing`)
    if (!block.previousHash.equals(this.#previousHash)) return broken('it does not continue the block before')
    const records = await recordsAfter(this.#client, this.#source, this.#position, block.records + 1, block.upTo)
    const fault = this.#recordsFault(block, records)
    if (fault) return fault
    if (!merkleRoot(block.leaves.map(({ hash }) => hash)).equals(block.merkleRoot))
      return broken('its root is not that of its records')
    if (!headerHash(block).equals(block.hash)) return broken('its hash is not that of its head')
    if (this.#options.anchor?.no === block.no && this.#options.anchor.hash !== block.hash.toString('hex')) {
      return this.#fault('anchor differs', `block ${block.no} is not the one whose hash was kept outside`, block.no)
    }
    this.#sealed += records.length
    this.#options.onChecked?.(this.#sealed)
    if (this.#source.fold) folded(this.#source.fold, records, this.#sums)
    return undefined
  }

  /** Block and table hold the same records in the same order, or the first difference has a name. */
  #recordsFault({ no, leaves }: StoredBlock, records: readonly SealedRecord[]): SealFault | undefined {
    for (let at = 0; at < Math.max(leaves.length, records.length); at++) {
      const [leaf, record] = [leaves[at], records[at]]
      if (leaf && record?.id !== leaf.id && !records.some(({ id }) => id === leaf.id)) {
        return this.#fault('missing', 'it was sealed and is gone', no, leaf.id)
      }
      if (!leaf || !record || record.id !== leaf.id) {
        return this.#fault('added', 'it lies among sealed records and was never sealed', no, record?.id)
      }
      if (!leafHash(record.content).equals(leaf.hash))
        return this.#fault('altered', 'its content is not what was sealed', no, record.id)
      const wrong = this.#options.inspect?.(record)
      if (wrong) return this.#fault('record wrong', wrong, no, record.id)
    }
    return undefined
  }

  #anchorFault(): SealFault | undefined {
    const { anchor } = this.#options
    if (!anchor || anchor.no <= this.#blocks) return undefined
    return this.#fault(
      'anchor differs',
      `block ${anchor.no} was sealed once, and the chain now ends at ${this.#blocks}`,
    )
  }

  async #sumsFault(): Promise<SealFault | undefined> {
    const { fold } = this.#source
    if (!fold) return undefined
    const keyOf = (sums: Addend) => JSON.stringify(fold.key.map((column) => sums[column]))
    const textOf = (sums: Addend | undefined) =>
      sums ? fold.sums.map((column) => sums[column]).join(' / ') : 'nothing'
    const kept = new Map((await sumsIn(this.#client, fold)).map((sums) => [keyOf(sums), sums]))
    for (const key of new Set([...kept.keys(), ...this.#sums.keys()])) {
      const [inTable, computed] = [textOf(kept.get(key)), textOf(this.#sums.get(key))]
      if (inTable !== computed)
        return this.#fault('sum differs', `${fold.table} ${key}: kept ${inTable}, computed ${computed}`)
    }
    return undefined
  }

  /** What is not sealed yet is looked at all the same. */
  async #tailFault(): Promise<SealFault | undefined> {
    const { inspect } = this.#options
    if (!inspect) return undefined
    for (let from = this.#position; ; ) {
      const records = await recordsAfter(this.#client, this.#source, from, TAIL_AT_ONCE, LAST)
      for (const record of records) {
        const wrong = inspect(record)
        if (wrong) return this.#fault('record wrong', wrong, undefined, record.id)
      }
      const end = records.at(-1)
      if (!end || records.length < TAIL_AT_ONCE) return undefined
      from = end
    }
  }

  #fault(fault: SealFault['fault'], detail: string, block?: number, id?: string): SealFault {
    return { chain: this.#source.chain, block, fault, id, detail }
  }
}

/** After every record there can be. */
const LAST: Position = { xid: '18446744073709551615', id: 'ffffffff-ffff-ffff-ffff-ffffffffffff' }
