// A person whose hospital charges, settles, cancels and undoes in random order, over HTTP, and who remembers every answer:
// what was acknowledged must be there ever after, whatever happens to the server; what was not may be there or not, once.
import assert from 'node:assert/strict'
import type { Infno, InputWritable, OutputValues } from '@yibao/contract'
import type { Fen } from '@yibao/kernel'
import type { TestClient } from './client.ts'
import { feeRow, item, openVisit, settling, totalOf } from './flows.ts'
import type { Random } from './random.ts'
import type { Patient } from './small-city.ts'

interface Batch {
  readonly no: string
  readonly total: Fen
}

interface Settled {
  readonly id: string
  readonly msgid: string
  readonly batch: Batch
}

/** A message and what follows from its being accepted. */
interface Move<I extends Infno = Infno> {
  readonly infno: I
  readonly input: InputWritable<I>
  readonly msgid: string
  readonly follow: (output: OutputValues<I>) => void
}

interface Acknowledged {
  readonly infno: Infno
  readonly input: unknown
  readonly msgid: string
  readonly text: string
}

export interface Walker {
  readonly patient: Patient
  /** Identifiers of the settlements in effect, as far as was acknowledged. */
  readonly effective: readonly string[]
  readonly acknowledged: readonly Acknowledged[]
  /** How many messages were accepted, by number. */
  readonly done: ReadonlyMap<string, number>
  /** One message. Throws when the server is gone; then `settleDoubt` asks again. */
  step(client: TestClient): Promise<void>
  /** Sends the message whose answer never came once more, under its own number. */
  settleDoubt(client: TestClient): Promise<void>
  /** The last messages that were answered are answered the same again. */
  checkAnswers(client: TestClient, last: number): Promise<void>
}

export function createWalker(patient: Patient, random: Random, account: '0' | '1' | '2' = '1'): Walker {
  const acknowledged: Acknowledged[] = []
  const done = new Map<string, number>()
  const voided = new Set<string>()
  let visit: string | undefined
  let batches: Batch[] = []
  let settled: Settled[] = []
  let numbers = 0
  let doubt: Move | undefined

  async function send<I extends Infno>(client: TestClient, move: Move<I>): Promise<void> {
    doubt = move as unknown as Move
    const reply = await client.send(move.infno, move.input, { msgid: move.msgid })
    doubt = undefined
    assert.equal(reply.status, 200)
    if (!reply.ok) return
    acknowledged.push({ infno: move.infno, input: move.input, msgid: move.msgid, text: reply.text })
    done.set(move.infno, (done.get(move.infno) ?? 0) + 1)
    move.follow(reply.output())
  }

  function charging(client: TestClient, own: string): Move<'2204'> {
    const codes = ['plain', 'partly', 'outside', 'capped'] as const
    const items = Array.from({ length: random.between(1, 4) }, () =>
      item(random.pick(codes), random.between(1, 30_000) / 100, random.between(1, 3)),
    )
    numbers += 1
    const batch = { no: `W${numbers}`, total: totalOf(items) }
    const feedetail = items.map((each) => ({
      ...feeRow(each),
      mdtrt_id: own,
      psn_no: patient.personNo,
      chrg_bchno: batch.no,
      rx_circ_flag: '0',
    }))
    return { infno: '2204', input: { feedetail }, msgid: client.msgid(), follow: () => batches.push(batch) }
  }

  function settlingOne(client: TestClient, own: string): Move<'2207'> {
    const batch = random.pick(batches)
    const msgid = client.msgid()
    return {
      infno: '2207',
      input: settling(patient, own, batch.no, batch.total, account),
      msgid,
      follow: ({ setlinfo }) => {
        batches = batches.filter((each) => each !== batch)
        settled.push({ id: setlinfo.setl_id, msgid, batch })
      },
    }
  }

  const takeBack = (one: Settled): void => {
    settled = settled.filter((each) => each !== one)
    batches.push(one.batch)
  }

  function cancelling(client: TestClient, own: string): Move<'2208'> {
    // Mostly the last one; another is refused where later ones counted on it.
    const one = random.next() < 0.7 ? settled.at(-1)! : random.pick(settled)
    const input = { data: { setl_id: one.id, mdtrt_id: own, psn_no: patient.personNo } }
    return { infno: '2208', input, msgid: client.msgid(), follow: () => takeBack(one) }
  }

  function undoing(client: TestClient): Move<'2601'> {
    const one = settled.at(-1)!
    const input = { data: { psn_no: patient.personNo, omsgid: one.msgid, oinfno: '2207' } }
    return {
      infno: '2601',
      input,
      msgid: client.msgid(),
      follow: () => {
        voided.add(one.msgid)
        takeBack(one)
      },
    }
  }

  return {
    patient,
    get effective() {
      return settled.map(({ id }) => id)
    },
    acknowledged,
    done,
    step: async (client) => {
      visit ??= await openVisit(client, patient)
      const chance = random.next()
      if (batches.length === 0 || (batches.length < 4 && chance < 0.3)) return send(client, charging(client, visit))
      if (settled.length === 0 || chance < 0.7) return send(client, settlingOne(client, visit))
      return chance < 0.9 ? send(client, cancelling(client, visit)) : send(client, undoing(client))
    },
    settleDoubt: async (client) => {
      if (doubt) await send(client, doubt)
    },
    checkAnswers: async (client, last) => {
      for (const { infno, input, msgid, text } of acknowledged.slice(-last)) {
        const reply = await client.send(infno, input as never, { msgid })
        if (voided.has(msgid)) assert.match(reply.sentence, /已被冲正/)
        else assert.equal(reply.text, text)
      }
    },
  }
}
