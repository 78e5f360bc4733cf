// Codes of consumables and of medical service items.

export interface ConsumableCode {
  readonly code: string
  /** Three levels of two digits each. */
  readonly category: string
  readonly genericName: string
  readonly feature: string
  readonly company: string
  /** Serial of the specification, present in the 27-character form. */
  readonly specification: string | undefined
}

export interface ServiceItemCode {
  readonly code: string
  /** "00" is the national list, otherwise the province. */
  readonly area: string
  /** The nine digits of the older price item. */
  readonly item: string
  readonly extension: string
  readonly localCode: string | undefined
}

const CONSUMABLE = /^C(\d{6})(\d{3})(\d{5})(\d{5})(\d{7})?$/
const SERVICE_ITEM = /^(\d{2})(\d{9})(\d{4})(?:-(\S{1,30}))?$/

export function parseConsumableCode(code: string): ConsumableCode | undefined {
  const match = CONSUMABLE.exec(code)
  if (!match) return undefined
  const [, category = '', genericName = '', feature = '', company = '', specification] = match
  return { code, category, genericName, feature, company, specification }
}

/** A bare nine-digit price item is not a service item code: it has to be mapped first. */
export function parseServiceItemCode(code: string): ServiceItemCode | undefined {
  const match = SERVICE_ITEM.exec(code)
  if (!match) return undefined
  const [, area = '', item = '', extension = '', localCode] = match
  return { code, area, item, extension, localCode }
}
