// Channels: signatures verify what they signed and nothing else; profiles reach readers, writers and answers.
import assert from 'node:assert/strict'
import { createHash, createHmac } from 'node:crypto'
import { test } from 'node:test'
import { instant } from '@yibao/kernel'
import { compactTime, failureAnswer, receiverMessageId, successAnswer } from './answer.ts'
import {
  COMMONLY_OMITTED,
  checkProfile,
  csbProfile,
  defaultProfile,
  infnoInPath,
  openChannel,
  tifProfile,
} from './channel.ts'
import { openRequest } from './envelope.ts'
import { messageRefusals } from './protocol-refusals.ts'
import { readInput } from './read.ts'
import { sampleRequest } from './sample/request.ts'
import {
  type CsbKey,
  gatewayAnswer,
  gatewayRefusals,
  signCsb,
  signTif,
  type TifKey,
  verifyCsb,
  verifyTif,
} from './signatures.ts'
import { infnos, transactionOf } from './transactions.ts'
import { writeOutput } from './write.ts'

const tif: TifKey = {
  paasId: 'hospital-1',
  token: 'a token',
  sha256Hex: (text) => createHash('sha256').update(text).digest('hex'),
}
const csb: CsbKey = {
  accessKey: 'key-1',
  secretKey: 'a secret',
  hmacSha1Base64: (key, text) => createHmac('sha1', key).update(text).digest('base64'),
}
const clock = { nowSeconds: 1_780_000_000, windowSeconds: 1800 }

test('TIF: SHA-256 of timestamp, token, nonce, timestamp', () => {
  const headers = signTif(tif, clock.nowSeconds - 60, 'n1')
  const expected = createHash('sha256').update('1779999940a tokenn11779999940').digest('hex')
  assert.equal(headers['x-tif-signature'], expected)
  assert.deepEqual(verifyTif(headers, tif, clock), { ok: true, value: { accessKey: 'hospital-1', nonce: 'n1' } })
})

test('CSB: HMAC-SHA1 of the four headers in the order of their names', () => {
  for (const timestamp of ['1780000000', '1780000000123']) {
    const headers = signCsb(csb, '2207', '1.0.0', timestamp)
    const signed = `_api_access_key=key-1&_api_name=2207&_api_timestamp=${timestamp}&_api_version=1.0.0`
    assert.equal(headers._api_signature, createHmac('sha1', 'a secret').update(signed).digest('base64'))
    assert.ok(verifyCsb(headers, csb, clock).ok)
  }
})

test('a header changed, missing, repeated, late or of another sender is refused with the reason', () => {
  const tifHeaders = signTif(tif, clock.nowSeconds, 'n1')
  const csbHeaders = signCsb(csb, '2207', '1.0.0', '1780000000')
  const cases = [
    [verifyTif({ ...tifHeaders, 'x-tif-nonce': 'n2' }, tif, clock), 'signature_wrong'],
    [verifyTif({ ...tifHeaders, 'x-tif-signature': 'short' }, tif, clock), 'signature_wrong'],
    [verifyTif({ ...tifHeaders, 'x-tif-paasid': 'hospital-2' }, tif, clock), 'access_key_unknown'],
    [verifyTif({ ...tifHeaders, 'x-tif-nonce': undefined }, tif, clock), 'header_missing'],
    [verifyTif({ ...tifHeaders, 'x-tif-nonce': ['n1', 'n1'] }, tif, clock), 'header_missing'],
    [verifyTif(signTif(tif, clock.nowSeconds - 1801, 'n1'), tif, clock), 'timestamp_outside_window'],
    [verifyTif(signTif(tif, clock.nowSeconds + 1801, 'n1'), tif, clock), 'timestamp_outside_window'],
    [verifyTif({ ...tifHeaders, 'x-tif-timestamp': 'now' }, tif, clock), 'timestamp_malformed'],
    [verifyCsb({ ...csbHeaders, _api_name: '2206' }, csb, clock), 'signature_wrong'],
    [verifyCsb({ ...csbHeaders, _api_access_key: 'key-2' }, csb, clock), 'access_key_unknown'],
    [verifyCsb(signCsb({ ...csb, secretKey: 'x' }, '2207', '1.0.0', '1780000000'), csb, clock), 'signature_wrong'],
  ] as const
  for (const [outcome, code] of cases) {
    assert.ok(!outcome.ok)
    assert.equal(outcome.code, code)
    assert.equal(gatewayAnswer(gatewayRefusals.sentence(outcome)).code, 401)
  }
})

test('national ciphers are refused clearly, everything else is served', () => {
  for (const profile of [defaultProfile, tifProfile, csbProfile]) assert.ok(checkProfile(profile).ok)
  const sm4 = checkProfile({ ...defaultProfile, encryption: 'sm4' })
  assert.ok(!sm4.ok && sm4.code === 'encryption_not_open')
  assert.match(messageRefusals.sentence(messageRefusals.refuse('encryption_not_open', { found: 'SM4' })), /尚未开通SM4/)
  const sm2 = checkProfile({ ...defaultProfile, headerScheme: 'oauth_sm2' })
  assert.ok(!sm2.ok && sm2.code === 'scheme_not_supported')
})

test('a profile reaches reading, signing in, answers and node names', () => {
  const channel = openChannel({ ...tifProfile, signInRequired: true, successMessage: '成功' })
  const request = {
    ...sampleRequest('2201', () => 0.5, { input: { data: { certno: '', psn_name: '' } } }),
    sign_no: '',
  }
  const refused = openRequest(JSON.stringify(request), undefined, channel.envelope)
  assert.ok(!refused.ok && refused.code === 'sign_in_required')
  const opened = openRequest(JSON.stringify({ ...request, sign_no: 'Q1' }), '2201', channel.envelope)
  assert.ok(opened.ok)
  assert.ok(readInput(transactionOf('2201'), opened.value.input, channel.reading).ok)
  assert.equal(readInput(transactionOf('2201'), opened.value.input, openChannel(defaultProfile).reading).ok, false)

  const signedIn = { sign_time: instant('2026-06-01 08:00:00'), sign_no: 'Q1' }
  const output = writeOutput(transactionOf('9001'), { signinoutb: signedIn }, channel.writing)
  const stamp = { inf_refmsgid: 'R', refmsg_time: 'T1', respond_time: 'T2' }
  assert.deepEqual(successAnswer(output, stamp, channel.answer), {
    infcode: '0',
    ...stamp,
    err_msg: '成功',
    output: { result: signedIn },
  })
  assert.deepEqual(failureAnswer('不行，请核对', stamp), { infcode: -1, ...stamp, err_msg: '不行，请核对', output: {} })
})

test('the number in the path counts where the channel has one address per number', () => {
  assert.equal(infnoInPath(tifProfile, '/hsa/hgs/2207'), '2207')
  assert.equal(infnoInPath(defaultProfile, '/2203A/'), '2203A')
  assert.equal(infnoInPath(defaultProfile, ''), undefined)
  assert.equal(infnoInPath(csbProfile, '/callService'), undefined)
})

test('the receiver’s message id has 30 characters and both times 17', () => {
  const at = instant('2026-06-01 08:30:05')
  assert.equal(receiverMessageId('110100', at, 7), '110100202606010830050000000007')
  assert.equal(receiverMessageId('11', at, 12_345_678_901).length, 30)
  assert.equal(compactTime(at, 7), '20260601083005007')
})

test('what channels commonly waive is required by the text', () => {
  for (const place of COMMONLY_OMITTED) {
    const [infno = '', node = '', field = ''] = place.split('.')
    const own = infnos.find((known) => known === infno)
    assert.ok(own && transactionOf(own).input[node]?.fields[field]?.required, place)
  }
})
