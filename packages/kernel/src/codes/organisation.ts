// Unified social credit code (GB 32100) and the organisation code inside it (GB 11714).

/** 31 characters: digits and capitals without I, O, S, V, Z. */
const USCC_ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY'
const USCC_FORM = /^[1-9A-HJ-NPQRTUWXY]{2}\d{6}[0-9A-HJ-NPQRTUWXY]{10}$/
const ORGANISATION_FORM = /^[0-9A-Z]{8}[0-9X]$/
const ORGANISATION_WEIGHTS = [3, 7, 9, 10, 5, 8, 4, 2]
const CODE_OF_A = 55 // 'A' counts 10, so the character code minus 55

export interface SocialCreditCode {
  readonly code: string
  /** Registration authority, kind of organisation, region of registration. */
  readonly authority: string
  readonly kind: string
  readonly region: string
  readonly organisationCode: string
  /** The inner code's own check. Its failure is a warning: the outer check character is the one that decides. */
  readonly organisationCheckHolds: boolean
}

/** Weights 3^i modulo 31. Empty when a character outside the alphabet occurs. */
export function usccCheckCharacter(first17: string): string {
  let sum = 0
  let weight = 1
  for (const character of first17) {
    const value = USCC_ALPHABET.indexOf(character)
    if (value < 0) return ''
    sum += value * weight
    weight = (weight * 3) % 31
  }
  return USCC_ALPHABET[(31 - (sum % 31)) % 31] ?? ''
}

export function organisationCheckCharacter(first8: string): string {
  let sum = 0
  for (const [index, weight] of ORGANISATION_WEIGHTS.entries()) {
    const character = first8[index] ?? ''
    sum += (/\d/.test(character) ? Number(character) : character.charCodeAt(0) - CODE_OF_A) * weight
  }
  const check = 11 - (sum % 11)
  if (check === 10) return 'X'
  return check === 11 ? '0' : String(check)
}

export function isOrganisationCode(text: string): boolean {
  return ORGANISATION_FORM.test(text) && organisationCheckCharacter(text.slice(0, 8)) === text[8]
}

export function isSocialCreditCode(text: string): boolean {
  return USCC_FORM.test(text) && usccCheckCharacter(text.slice(0, 17)) === text[17]
}

export function parseSocialCreditCode(text: string): SocialCreditCode | undefined {
  if (!isSocialCreditCode(text)) return undefined
  const organisationCode = text.slice(8, 17)
  return {
    code: text,
    authority: text.slice(0, 1),
    kind: text.slice(1, 2),
    region: text.slice(2, 8),
    organisationCode,
    organisationCheckHolds: isOrganisationCode(organisationCode),
  }
}
