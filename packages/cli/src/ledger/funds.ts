// Names of the funds as reports print them.
import { fundTitle } from '@yibao/kernel'

export const fundName = (fund: string): string => fundTitle(fund).title
