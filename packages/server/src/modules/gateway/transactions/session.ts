// 9001, 9002, 9101, 9102, 2601: the transactions of the protocol itself.
import { type Instant, instant, refused } from '@yibao/kernel'
import type { KeptFile } from '../../reconciliation/index.ts'
import { type Handler, kept, messageOf } from '../exchange.ts'
import { type SignedIn, signIn, signOut } from '../sign-in.ts'

const t9001: Handler<'9001'> = async ({ signIn: data }, exchange, desks) => {
  const message = messageOf<'9001', SignedIn>(exchange, desks, ({ signNo, at }) => ({
    output: { signinoutb: { sign_time: at, sign_no: signNo } },
  }))
  return kept(signIn(desks.writePath, message, { provider: exchange.provider.code, operator: data.opter_no }))
}

const t9002: Handler<'9002'> = async ({ signOut: data }, exchange, desks) => {
  const message = messageOf<'9002', { readonly at: Instant }>(exchange, desks, ({ at }) => ({
    output: { sign_time: { sign_time: at } },
  }))
  const input = { provider: exchange.provider.code, operator: data.opter_no, signNo: data.sign_no }
  return kept(signOut(desks.writePath, message, input))
}

const t9101: Handler<'9101'> = async ({ fsUploadIn }, exchange, desks) => {
  const { provider } = exchange
  if (fsUploadIn.fixmedins_code !== provider.code)
    return refused('provider_other', { sent: fsUploadIn.fixmedins_code, own: provider.code })
  const message = messageOf<'9101', KeptFile>(exchange, desks, ({ fileNo, name, expiresAt }) => ({
    output: {
      data: {
        file_qury_no: fileNo,
        filename: name,
        fixmedins_code: provider.code,
        dld_endtime: instant(expiresAt),
      },
    },
  }))
  const file = { provider: provider.code, name: fsUploadIn.filename, bytes: fsUploadIn.in, madeBy: 'provider' as const }
  return kept(desks.reconciliation.keep(message, file))
}

const t9102: Handler<'9102'> = async ({ fsDownloadIn }, { provider }, desks) => {
  if (fsDownloadIn.fixmedins_code !== provider.code)
    return refused('provider_other', { sent: fsDownloadIn.fixmedins_code, own: provider.code })
  const file = await desks.reconciliation.fetch(provider.code, fsDownloadIn.file_qury_no)
  if (!file.ok) return file
  if (file.value.name !== fsDownloadIn.filename)
    return refused('file_unknown', { file: fsDownloadIn.file_qury_no.slice(0, 40) })
  return { ok: true, value: { file: file.value } }
}

/** The transactions that can be undone, with the kinds of change they make. */
const REVERSIBLE: Readonly<Record<string, readonly string[]>> = {
  '2102': ['settlement.purchase_settled'],
  '2207': ['settlement.outpatient_settled'],
  '2304': ['settlement.stay_settled'],
  '2401': ['visit.admitted'],
}

const t2601: Handler<'2601'> = async ({ data }, exchange, desks) => {
  const kinds = REVERSIBLE[data.oinfno]
  if (!kinds) return refused('undo_not_possible', { infno: data.oinfno })
  const message = messageOf<'2601', null>(exchange, desks, () => ({ output: {} }))
  return kept(
    desks.settlements.reverse(message, {
      personNo: data.psn_no,
      provider: exchange.provider.code,
      voids: data.omsgid,
      kinds,
      infno: data.oinfno,
    }),
  )
}

export const sessionHandlers = { '9001': t9001, '9002': t9002, '9101': t9101, '9102': t9102, '2601': t2601 }
