// 甲乙丙: the class of a catalogue item in words.
import type { TFunction } from 'i18next'

const CLASSES: Readonly<Record<string, 'a' | 'b' | 'c'>> = { a: 'a', b: 'b', c: 'c', '01': 'a', '02': 'b', '03': 'c' }

export function itemClassTitle(itemClass: string, t: TFunction): string {
  const known = CLASSES[itemClass]
  return known ? t(`classes.${known}`) : itemClass || '–'
}

export const itemClassOf = (itemClass: string): 'a' | 'b' | 'c' | undefined => CLASSES[itemClass]
