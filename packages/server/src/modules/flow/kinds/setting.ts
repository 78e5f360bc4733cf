// 参数变更: how the city has its special flows, changed under four eyes.
import { accepted, refused } from '@yibao/kernel'
import type { Flow } from '../kind.ts'
import { isSetting, isValueOf, SETTINGS } from '../settings.ts'

export interface SettingInput {
  readonly name: string
  readonly value: string
}

/** Settings are nobody's: their changes happen one after the other under this subject. */
export const SETTING_SUBJECT = 'setting:city'

export const settingFlow = (): Flow<SettingInput, null> => ({
  kind: 'setting',
  prepare: async ({ name, value }) => {
    if (!isSetting(name)) return refused('setting_unknown', { name, known: Object.keys(SETTINGS).join('、') })
    if (!isValueOf(name, value))
      return refused('setting_value_unknown', { value, known: Object.keys(SETTINGS[name].values).join('、') })
    return accepted(null)
  },
  others: () => [],
  named: () => ({ settlements: [], visits: [], invoices: [] }),
  decide: ({ name, value }, _, { settings }, { actor, now }) => {
    const before = settings?.[name] ?? null
    const set = { value, changed_by: actor.id, changed_at: now }
    const rows =
      before === null
        ? { insert: { city_setting: [{ name, ...set }] } }
        : { update: { city_setting: [{ key: { name }, set }] } }
    return accepted({
      preview: { name, before, after: value },
      area: '',
      provider: '',
      rows,
      journals: [],
      states: {},
      result: { name, value },
      objects: [name],
    })
  },
})
