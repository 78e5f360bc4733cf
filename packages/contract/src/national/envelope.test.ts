// Bodies and envelopes: parsed by content within limits, numbers known or named, inputs unwrapped.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { defaultLimits, parseBody } from './body.ts'
import { defaultEnvelopeRules, openRequest } from './envelope.ts'
import { fieldRefusals, messageRefusals } from './protocol-refusals.ts'
import { combineRefusals } from './refusals.ts'
import { sampleRequest } from './sample/request.ts'

const refusals = combineRefusals(fieldRefusals, messageRefusals)
const request = sampleRequest('2207', () => 0.5)
const text = JSON.stringify(request)
const encoder = new TextEncoder()

function opened(body: string | Uint8Array, url?: string, rules = defaultEnvelopeRules): string {
  const envelope = openRequest(body, url, rules)
  return envelope.ok ? `${envelope.value.infno} ${Object.keys(envelope.value.input)}` : refusals.sentence(envelope)
}

test('the same request is understood in each form that clients send', () => {
  const forms: (string | Uint8Array)[] = [
    text,
    encoder.encode(text),
    `\ufeff${text}`,
    encoder.encode(`\ufeff${text}`),
    `\r\n ${text}\n`,
    `=${encodeURIComponent(text)}`,
    encodeURIComponent(text),
    `${encodeURIComponent(text)}=`,
    `=${text}`,
    `data=${encodeURIComponent(text).replaceAll('%20', '+')}`,
    JSON.stringify({ ...request, input: JSON.stringify(request.input) }),
    JSON.stringify(request, null, 2),
  ]
  for (const form of forms) assert.equal(opened(form), '2207 data')
})

test('a plus sign survives where the text was not encoded', () => {
  const body = parseBody('{"a":"1+1"}')
  assert.ok(body.ok)
  assert.equal(body.value.a, '1+1')
})

test('what cannot be understood is refused in one sentence', () => {
  const cases: readonly (readonly [string | Uint8Array, string])[] = [
    ['', '报文为空，请在POST报文体中传送JSON后重试'],
    ['   ', '报文为空，请在POST报文体中传送JSON后重试'],
    ['[1]', '报文应为一个JSON对象，收到数组(1项)，请改正后重传'],
    ['null', '报文应为一个JSON对象，收到空，请改正后重传'],
    ['{"a":1,}', '报文不是有效的JSON，第8个字符处有误，请检查引号、逗号后重传'],
    ['{"a":', '报文不是有效的JSON或不完整，请检查后重传'],
    ['{"a":"\\"}', '报文不是有效的JSON，第10个字符处有误，请检查引号、逗号后重传'],
    ['{"a":{"b":1,"b":2}}', '报文同一对象中键“b”重复出现，请只保留一个后重传'],
    ['{"a":1,"\\u0061":2}', '报文同一对象中键“a”重复出现，请只保留一个后重传'],
    ['{"a":{"__proto__":1}}', '报文含有不允许的键“__proto__”，请去除后重传'],
    [`{"a":${'['.repeat(40)}${']'.repeat(40)}}`, '报文嵌套超过32层，请检查结构后重传'],
    [new Uint8Array([0x7b, 0xd2, 0xbd, 0xb1, 0xa3, 0x7d]), '报文不是UTF-8编码，请按UTF-8编码后重传'],
    ['=%7B%ZZ', '报文不是有效的JSON或不完整，请检查后重传'],
  ]
  for (const [body, expected] of cases) {
    const parsed = parseBody(body)
    assert.ok(!parsed.ok)
    assert.equal(messageRefusals.sentence(parsed), expected)
  }
})

test('braces, colons and quotes within strings are not structure', () => {
  const strings = ['{{{[[[', 'a":"b', '\\', '\\"', '":{"a":1}', '\\\\"']
  for (const inner of strings) {
    const body = parseBody(JSON.stringify({ a: inner, b: [inner, { [inner]: inner }] }))
    assert.ok(body.ok, inner)
  }
})

test('any object that JSON can write is parsed, and the guard neither adds nor misses a key', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 6 })), fc.boolean(), (value, pretty) => {
      const written = JSON.stringify(value, null, pretty ? 1 : undefined)
      const parsed = parseBody(written)
      if (written.includes('"__proto__"')) return
      assert.ok(parsed.ok, written)
      assert.deepEqual(parsed.value, JSON.parse(written))
    }),
    { seed: 41, numRuns: 2000 },
  )
})

test('any bytes and any text are answered, never thrown at', () => {
  fc.assert(
    fc.property(fc.oneof(fc.uint8Array({ maxLength: 60 }), fc.string({ maxLength: 60, unit: 'binary' })), (body) => {
      const said = opened(body)
      assert.ok(said.length <= 200, said)
    }),
    { seed: 42, numRuns: 3000 },
  )
})

test('a body of exactly the limit is read and one byte more is refused', () => {
  const limits = { ...defaultLimits, bytesMax: text.length + 10 }
  assert.ok(parseBody(text + ' '.repeat(10), limits).ok)
  const larger = parseBody(text + ' '.repeat(11), limits)
  assert.ok(!larger.ok && larger.code === 'body_too_large')
})

test('numbers that are not open here are told by name', () => {
  const cases: readonly (readonly [string, string])[] = [
    ['4102', '交易4102医疗保障基金结算清单信息状态修改本平台尚未开通，请勿重发'],
    ['2260', '交易2260门诊单据式结算是外省扩展交易，本平台尚未开通，请勿重发'],
    ['6302', '交易6302医保结算结果通知由平台向医药机构发起，不接受上传'],
    ['9999', '交易编号9999不存在，请核对接口规范中的编号'],
    ['toStr', '交易编号toStr不存在，请核对接口规范中的编号'],
    ['', '报文 envelope 交易编号(infno)：必填但为空，请补填后重传'],
  ]
  for (const [infno, expected] of cases) assert.equal(opened(JSON.stringify({ ...request, infno })), expected)
  assert.match(opened(JSON.stringify({ ...request, infno: 'valueOf' })), /超过C\(6\)/)
})

test('the number in the address and the number in the message must agree', () => {
  assert.equal(opened(text, '2207'), '2207 data')
  assert.equal(opened(text, '2206'), '报文交易编号2207与地址中的2206不一致，请改为同一编号后重传')
})

test('envelope fields are required as the text says, and unknown ones ignored', () => {
  assert.equal(opened(JSON.stringify({ ...request, extra: { any: 1 } })), '2207 data')
  assert.equal(
    opened(JSON.stringify({ ...request, msgid: null })),
    '报文 envelope 发送方报文ID(msgid)：必填但为空，请补填后重传',
  )
  assert.match(
    opened(JSON.stringify({ ...request, msgid: 'M'.repeat(31) })),
    /发送方报文ID\(msgid\)：内容31字，超过C\(30\)/,
  )
  assert.equal(opened(JSON.stringify({ ...request, msgid: '240704161004-H41130200746-0056' })), '2207 data')
  assert.equal(opened(JSON.stringify({ ...request, dev_no: 'null', sign_no: null })), '2207 data')
})

test('signing in is compulsory where the channel says so, and never for signing in', () => {
  const strict = { ...defaultEnvelopeRules, signInRequired: true }
  const without = JSON.stringify({ ...request, sign_no: '' })
  assert.equal(opened(without), '2207 data')
  assert.equal(opened(without, undefined, strict), '2207 未带签到流水号(sign_no)，请先做9001签到再办理')
  const signIn = { ...sampleRequest('9001', () => 0.5), sign_no: '' }
  assert.equal(opened(JSON.stringify(signIn), undefined, strict), '9001 signIn')
})

test('an input that is no object is refused with the number', () => {
  const given = (input: unknown) => opened(JSON.stringify({ ...request, input }))
  assert.equal(given([1]), '2207 交易输入(input)应为JSON对象，收到数组(1项)，请改正后重传')
  assert.equal(given(null), '2207 交易输入(input)应为JSON对象，收到空，请改正后重传')
  assert.equal(
    given('q83vEjRWeJCrze8SNFZ4kA=='),
    '2207 交易输入(input)疑为密文，本通道未开通国密加密，请以明文JSON传送',
  )
  assert.match(given('{"data":{"a":1,"a":2}}'), /键“a”重复/)
})
