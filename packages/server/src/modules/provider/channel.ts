// How a provider's system speaks, where it differs from the national form: kept here, understood by the gateway.
import { accepted, type Outcome, refused } from '@yibao/kernel'
import type { Json, Kind, Receipt, WritePath } from '../../platform/index.ts'
import { type Asked, commandFor, type Message } from '../common/index.ts'
import type { ProviderRegister } from './register.ts'
import { channelUpdate } from './store.ts'

export interface ChannelChange {
  readonly provider: string
  /** `null`: the national form. */
  readonly channel: Json
}

const channelSet: Kind<Asked<ChannelChange, null>> = {
  name: 'provider.channel_set',
  subjects: ({ input }) => [`provider:${input.provider}`],
  decide: ({ message, input: { provider, channel } }, _, context) =>
    accepted({
      answer: message.answer(null, context),
      rows: { update: { provider: [channelUpdate(provider, channel)] } },
      event: { provider },
    }),
}

export async function setChannel(
  writePath: WritePath,
  register: ProviderRegister,
  message: Message<null>,
  change: ChannelChange,
): Promise<Outcome<Receipt>> {
  if (!register.find(change.provider)) return refused('provider_unknown', { code: change.provider })
  const outcome = await writePath.submit(commandFor(channelSet, message, change))
  if (outcome.ok) await register.reload()
  return outcome
}
