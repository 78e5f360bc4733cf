// The channel profile of a provider: everything in which clients differ on the wire, as plain data with defaults.
import { accepted, type Outcome } from '@yibao/kernel'
import type { AnswerForm } from './answer.ts'
import { type BodyLimits, defaultLimits } from './body.ts'
import { type CodeLists, nationalLists } from './code-lists.ts'
import type { EnvelopeRules } from './envelope.ts'
import { type MessageRefusalCode, messageRefusals } from './protocol-refusals.ts'
import { defaultRules, type ReadingRules } from './reading-rules.ts'
import { type GatewayRefusalCode, gatewayRefusals } from './signatures.ts'
import type { WritingRules } from './write.ts'

export type HeaderScheme = 'none' | 'tif' | 'csb' | 'oauth_sm2'

export interface ChannelProfile {
  readonly name: string
  /** One URL for all numbers, one per number, or both. */
  readonly urlForm: 'one' | 'per_number' | 'either'
  readonly headerScheme: HeaderScheme
  readonly clockWindowSeconds: number
  readonly infcodeForm: 'number' | 'text'
  readonly successMessage: string
  readonly encryption: 'none' | 'sm4'
  readonly signInRequired: boolean
  /** `1`, `2` … where the list says `01`, `02`: in answers; both are always accepted. */
  readonly shortCodes: readonly string[]
  readonly notRequired: readonly string[]
  readonly feeSerial: 'digits' | 'text'
  readonly inputNodeAliases: ReadingRules['nodeAliases']
  readonly outputNodeNames: WritingRules['nodeNames']
}

/**
 * Required by the text this platform follows, yet carried by half of the known clients or fewer (or without meaning in
 * an ordinary visit, as a disease code in 2203): what a channel for such clients waives.
 */
export const COMMONLY_OMITTED: readonly string[] = [
  '2201.data.psn_cert_type',
  '2201.data.certno',
  '2201.data.psn_type',
  '2201.data.psn_name',
  '2203.mdtrtinfo.dise_codg',
  '2203.mdtrtinfo.dise_name',
  '2303.data.insuplc_admdvs',
  '2303.data.mdtrtarea_admvs',
  '2304.data.insuplc_admdvs',
  '2304.data.mdtrtarea_admvs',
  '2401.mdtrtinfo.cert_type',
  '2401.mdtrtinfo.certno',
  '2401.mdtrtinfo.insuplc_admdvs',
  '2401.mdtrtinfo.mdtrtarea_admvs',
  '2402.dscginfo.dscg_dept_codg',
  '3201.data.fixmedins_refd_setl_flag',
  '3202.data.fixmedins_refd_setl_flag',
]

export const defaultProfile: ChannelProfile = {
  name: '国家规范',
  urlForm: 'either',
  headerScheme: 'none',
  clockWindowSeconds: 1800,
  infcodeForm: 'number',
  successMessage: '',
  encryption: 'none',
  signInRequired: false,
  shortCodes: [],
  notRequired: [],
  feeSerial: 'digits',
  inputNodeAliases: {},
  outputNodeNames: {},
}

/** A TIF gateway: one URL per number, short codes, answers of sign-in and sign-out under `result`. */
export const tifProfile: ChannelProfile = {
  ...defaultProfile,
  name: 'TIF网关',
  urlForm: 'per_number',
  headerScheme: 'tif',
  infcodeForm: 'text',
  shortCodes: ['psn_cert_type', 'naty'],
  notRequired: COMMONLY_OMITTED,
  feeSerial: 'text',
  outputNodeNames: { '9001': { signinoutb: 'result' }, '9002': { sign_time: 'result' } },
}

/** A CSB gateway: one URL, four signed headers. */
export const csbProfile: ChannelProfile = {
  ...defaultProfile,
  name: 'CSB网关',
  urlForm: 'one',
  headerScheme: 'csb',
}

/** A profile made ready for messages: rule objects that stay the same, so that readers and writers compile once. */
export interface Channel {
  readonly profile: ChannelProfile
  readonly envelope: EnvelopeRules
  readonly reading: ReadingRules
  readonly writing: WritingRules
  readonly answer: AnswerForm
}

export function openChannel(
  profile: ChannelProfile,
  lists: CodeLists = nationalLists,
  limits: BodyLimits = defaultLimits,
): Channel {
  const reading: ReadingRules = {
    ...defaultRules,
    lists,
    notRequired: profile.notRequired,
    feeSerial: profile.feeSerial,
    nodeAliases: profile.inputNodeAliases,
  }
  return {
    profile,
    reading,
    envelope: { reading, limits, signInRequired: profile.signInRequired },
    writing: { shortCodes: profile.shortCodes, nodeNames: profile.outputNodeNames },
    answer: { infcodeForm: profile.infcodeForm, successMessage: profile.successMessage },
  }
}

/** Whether the platform can serve a profile: national ciphers need a cryptographic provider that is not connected yet. */
export function checkProfile(profile: ChannelProfile): Outcome<true, MessageRefusalCode | GatewayRefusalCode> {
  if (profile.encryption !== 'none') return messageRefusals.refuse('encryption_not_open', { found: 'SM4' })
  if (profile.headerScheme === 'oauth_sm2') return gatewayRefusals.refuse('scheme_not_supported', { found: 'SM2' })
  return accepted(true)
}

/** The number that a request's path names, where the channel has one URL per number; `tail` is what follows the base. */
export function infnoInPath(profile: ChannelProfile, tail: string): string | undefined {
  const last = tail.replace(/\/+$/, '').split('/').at(-1) ?? ''
  return profile.urlForm !== 'one' && last !== '' ? last : undefined
}
