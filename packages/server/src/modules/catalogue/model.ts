// A provider's own item and the national code it stands for (目录对照).
import type { Day } from '@yibao/kernel'

export interface ItemMapping {
  readonly provider: string
  readonly ownCode: string
  readonly ownName: string
  readonly listType: string
  readonly itemCode: string
  readonly beginOn: Day
  readonly endOn?: Day
  readonly details: Readonly<Record<string, string>>
}

export interface MappingKey {
  readonly provider: string
  readonly ownCode: string
  readonly listType: string
  readonly itemCode: string
}
