// The mechanism of refusals, and that every sentence of the protocol fits err_msg.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fieldRefusals, messageRefusals } from './protocol-refusals.ts'
import { defaultRules } from './reading-rules.ts'
import { combineRefusals, defineRefusals, SENTENCE_MAX, sampleSentences, words } from './refusals.ts'
import { gatewayRefusals } from './signatures.ts'

test('each refusal of the protocol says in at most 200 characters what was found and what to do', () => {
  for (const catalogue of [fieldRefusals, messageRefusals, gatewayRefusals]) {
    for (const [code, sentence] of sampleSentences(catalogue)) {
      assert.ok(sentence.length <= SENTENCE_MAX, code)
      assert.match(sentence, /，.+/, code)
      assert.ok(!/undefined|NaN|\[object/.test(sentence), `${code}: ${sentence}`)
    }
  }
})

test('facts are checked by type, and the sentence made from them', () => {
  const catalogue = defineRefusals({
    fund_short: words({ fund: '统筹', missingFen: 100 }, (f) => `${f.fund}不足${f.missingFen}分，请核对`),
  })
  const refusal = catalogue.refuse('fund_short', { fund: '大病', missingFen: 7 })
  assert.equal(catalogue.sentence(refusal), '大病不足7分，请核对')
  // @ts-expect-error a fact is missing
  catalogue.refuse('fund_short', { fund: '大病' })
  // @ts-expect-error the code is not declared
  assert.throws(() => catalogue.sentence(catalogue.refuse('fund_gone', {})), /fund_gone/)
})

test('a sentence that grew too long is cut, never inside a character', () => {
  const catalogue = defineRefusals({ long: words({ text: 'x' }, (f) => f.text) })
  const sentence = catalogue.sentence(catalogue.refuse('long', { text: `${'甲'.repeat(198)}𠮷𠮷𠮷` }))
  assert.equal(sentence, `${'甲'.repeat(198)}…`)
})

test('catalogues combine, and no code has two meanings', () => {
  const own = defineRefusals({ visit_closed: words({}, () => '就诊已结束，请核对') })
  const all = combineRefusals(own, fieldRefusals)
  assert.equal(all.sentence(own.refuse('visit_closed', {})), '就诊已结束，请核对')
  assert.ok(all.codes.includes('field_missing'))
  assert.throws(() => combineRefusals(fieldRefusals, fieldRefusals), /declared twice/)
})

test('the widest place that the tables can name still leaves room for the fault', () => {
  const facts = {
    infno: '2203A',
    node: 'durg_trac_info',
    row: defaultRules.rowsMax,
    field: 'fixmedins_refd_setl_flag',
    title: '追溯码第10000条职工大额医疗费用补助基金支出',
    found: `“${'长'.repeat(20)}…”`,
    allowed: '310100、310200、320100、330100、340100、350100等12个',
  }
  for (const code of fieldRefusals.codes) {
    const { say } = fieldRefusals.definitions[code] as { say: (facts: object) => string }
    assert.ok(
      say({ ...facts, found: code === 'node_too_many_rows' ? 99_999 : facts.found }).length <= SENTENCE_MAX,
      code,
    )
  }
})
