// 王小明 is found as wxm: the first letter of every syllable of a name. Characters are ordered by their sound in the
// Chinese collation that comes with the runtime, so the letter follows from the place between the first of each letter.

/** The first character of each letter in the order of sounds; no syllable begins with i, u or v. */
const FIRST = '吖八嚓咑妸发旮哈丌咔垃呣拏噢妑七呥仨他屲夕丫帀'
const LETTERS = 'abcdefghjklmnopqrstwxyz'

/** Characters that are read otherwise as a surname than in other words. */
const SURNAMES: Readonly<Record<string, string>> = {
  单: 's',
  仇: 'q',
  区: 'o',
  查: 'z',
  曾: 'z',
  解: 'x',
  翟: 'z',
  朴: 'p',
  种: 'c',
  乜: 'n',
  尉: 'w',
  盖: 'g',
  召: 's',
  员: 'y',
  缪: 'm',
  折: 's',
  秘: 'b',
  覃: 'q',
  呙: 'g',
  长: 'z',
}
/** Characters whose usual sound in given names is not the one by which they are ordered. */
const GIVEN: Readonly<Record<string, string>> = { 茜: 'x', 晟: 's', 厦: 'x' }

const order = new Intl.Collator('zh-Hans-u-co-pinyin')
const HAN = /^\p{Script=Han}$/u
const known = new Map<string, string>()

export function initialsOf(name: string): string {
  const letters = Array.from(name.trim())
  let initials = ''
  for (const [at, letter] of letters.entries()) {
    if (HAN.test(letter)) initials += (at === 0 ? SURNAMES[letter] : GIVEN[letter]) ?? letterOf(letter)
    else if (/[a-z]/i.test(letter) && !/[a-z]/i.test(letters[at - 1] ?? '')) initials += letter.toLowerCase()
  }
  return initials
}

/** '' for a character that has no place in the order of sounds. */
function letterOf(character: string): string {
  const before = known.get(character)
  if (before !== undefined) return before
  const letter = isOrdered(character) ? LETTERS.charAt(placeOf(character)) : ''
  known.set(character, letter)
  return letter
}

const STARTS = Array.from(FIRST)

/** How many letters begin at or before the character, less one. */
function placeOf(character: string): number {
  let at = STARTS.length - 1
  while (at > 0 && order.compare(character, STARTS[at]!) < 0) at -= 1
  return at
}

/** Rare characters without a known sound stand behind all others, by number of strokes. */
const LAST = '咗'
const isOrdered = (character: string): boolean => order.compare(character, LAST) <= 0
