// How each provider's system speaks: the national form, or a profile with what differs; and whether a request proves its sender.
import { createHash, createHmac } from 'node:crypto'
import {
  type Channel,
  type ChannelProfile,
  type CodeLists,
  checkProfile,
  csbProfile,
  defaultProfile,
  type Headers,
  nationalLists,
  openChannel,
  tifProfile,
  verifyCsb,
  verifyTif,
  withLocalValues,
} from '@yibao/contract'
import { type Outcome, refused } from '@yibao/kernel'
import type { Json } from '../../platform/index.ts'
import type { Provider } from '../provider/index.ts'
import type { CategoryTable } from '../visit/index.ts'

/** What a provider's register keeps of its channel. */
export interface StoredChannel {
  /** The profile that the rest amends; absent: the national one. */
  readonly base?: 'national' | 'tif' | 'csb'
  readonly profile?: Partial<ChannelProfile>
  readonly accessKey?: string
  readonly secret?: string
}

const BASES = { national: defaultProfile, tif: tifProfile, csb: csbProfile } as const

export interface OpenChannel {
  readonly channel: Channel
  readonly stored: StoredChannel
}

export interface ChannelBook {
  of(provider: Provider | undefined): OpenChannel
}

/** Local categories of visits are values of the code list here. */
export function listsWith(categories: CategoryTable): CodeLists {
  const local = Object.fromEntries(categories.all.map(({ code, title }) => [code, title]))
  return withLocalValues(nationalLists, { med_type: local })
}

/** One channel per profile, so that readers and writers are compiled once. */
export function openChannels(categories: CategoryTable): ChannelBook {
  const lists = listsWith(categories)
  const national: OpenChannel = { channel: openChannel(defaultProfile, lists), stored: {} }
  const byText = new Map<string, OpenChannel>()
  const byProvider = new WeakMap<Provider, OpenChannel>()
  const open = (stored: StoredChannel): OpenChannel => {
    const text = JSON.stringify(stored)
    const known = byText.get(text)
    if (known) return known
    const profile = { ...BASES[stored.base ?? 'national'], ...stored.profile }
    const made = { channel: openChannel(profile, lists), stored }
    byText.set(text, made)
    return made
  }
  return {
    of: (provider) => {
      if (!provider || provider.channel === null || provider.channel === undefined) return national
      const known = byProvider.get(provider) ?? open(provider.channel as Json as StoredChannel)
      byProvider.set(provider, known)
      return known
    },
  }
}

const sha256Hex = (text: string): string => createHash('sha256').update(text).digest('hex')
const hmacSha1Base64 = (key: string, text: string): string => createHmac('sha1', key).update(text).digest('base64')

/** Whether the headers prove the sender, where the channel asks for proof. */
export function checkSender({ channel, stored }: OpenChannel, headers: Headers, epochMs: number): Outcome<unknown> {
  const { profile } = channel
  const usable = checkProfile(profile)
  if (!usable.ok) return usable
  if (profile.headerScheme === 'none') return { ok: true, value: true }
  const { accessKey = '', secret = '' } = stored
  if (accessKey === '' || secret === '') return refused('access_key_unknown', {})
  const clock = { nowSeconds: Math.floor(epochMs / 1000), windowSeconds: profile.clockWindowSeconds }
  return profile.headerScheme === 'tif'
    ? verifyTif(headers, { paasId: accessKey, token: secret, sha256Hex }, clock)
    : verifyCsb(headers, { accessKey, secretKey: secret, hmacSha1Base64 }, clock)
}
