// How a city has its special flows: configuration, read into memory, changed by a request under four eyes.
import type { Reader } from '../common/index.ts'
import { readSettings } from './store.ts'

interface Setting {
  readonly title: string
  readonly titleEn: string
  /** The first is what holds where nothing was set. */
  readonly values: Readonly<Record<string, { readonly title: string; readonly titleEn: string }>>
}

export const SETTINGS = {
  /** Benefits and settlement: out-of-order cancellation. Providers always cancel the last one first. */
  later_settlements: {
    title: '撤销或更正较早的结算时，其后依赖它的结算',
    titleEn: 'When an earlier settlement is cancelled or corrected, later ones that rest on it',
    values: {
      later_first: { title: '须先行撤销', titleEn: 'must be cancelled first' },
      settle_again: { title: '一并撤销并重新结算', titleEn: 'are cancelled and settled again with it' },
    },
  },
  cross_year: {
    title: '跨年度住院',
    titleEn: 'Stays over a year end',
    values: {
      at_discharge: { title: '出院时按出院年度一次结算', titleEn: 'settled at discharge, in the year of discharge' },
      at_year_end: {
        title: '年末强制中途结算，余下部分不再收起付线',
        titleEn: 'settled by 31 December, the rest without a second deductible',
      },
    },
  },
} as const satisfies Readonly<Record<string, Setting>>

export type SettingName = keyof typeof SETTINGS

export const isSetting = (name: string): name is SettingName => Object.hasOwn(SETTINGS, name)

export const isValueOf = (name: SettingName, value: string): boolean => Object.hasOwn(SETTINGS[name].values, value)

export interface CitySettings {
  value(name: SettingName): string
  reload(): Promise<void>
}

export async function openCitySettings(reader: Reader): Promise<CitySettings> {
  let stored: Readonly<Record<string, string>> = {}
  const reload = async (): Promise<void> => {
    stored = await readSettings(reader)
  }
  await reload()
  return {
    value: (name) => {
      const value = stored[name]
      return value !== undefined && isValueOf(name, value) ? value : Object.keys(SETTINGS[name].values)[0]!
    },
    reload,
  }
}
