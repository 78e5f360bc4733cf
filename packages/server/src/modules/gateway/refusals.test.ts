// Every refusal of the gateway fits its field, says something, and stands in the manual; the manual names no other.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { SENTENCE_MAX, sampleSentences } from '@yibao/contract'
import { describeRefusals } from './describe-refusals.ts'
import { gatewayCatalogue } from './refusals.ts'

const page = readFileSync(new URL('../../../../../docs/refusals.md', import.meta.url), 'utf8')

test('each says in at most 200 characters, in Chinese, what was found and what to do', () => {
  const sentences = sampleSentences(gatewayCatalogue)
  assert.ok(sentences.length > 80, `${sentences.length} refusals`)
  for (const [code, sentence] of sentences) {
    assert.ok(sentence.length <= SENTENCE_MAX, code)
    assert.match(sentence, /\p{Script=Han}.*[，；].+/u, `${code}: ${sentence}`)
    assert.doesNotMatch(sentence, /undefined|NaN|\[object/, `${code}: ${sentence}`)
  }
})

test('docs/refusals.md is what the catalogues say, code by code', () => {
  assert.equal(page, describeRefusals())
  const documented = [...page.matchAll(/^\| `([a-z_0-9]+)` \|/gm)].map(([, code]) => code)
  assert.deepEqual(
    gatewayCatalogue.codes.filter((code) => !documented.includes(code)),
    [],
  )
})
