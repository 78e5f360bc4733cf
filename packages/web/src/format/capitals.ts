// 人民币大写: the amount in capitals, as vouchers and bills carry it (票据法实施管理办法 and 支付结算办法 附件一 give the rules).

const DIGITS = '零壹贰叁肆伍陆柒捌玖'
const PLACES = ['', '拾', '佰', '仟']
const GROUPS = ['', '万', '亿', '万亿']

/** 123456 → "壹仟贰佰叁拾肆元伍角陆分"; 100000 → "壹仟元整"; 105 → "壹元零伍分". */
export function capitals(fen: number): string {
  if (fen === 0) return '零元整'
  const amount = Math.abs(fen)
  const [wholeYuan, jiao, cent] = [Math.floor(amount / 100), Math.floor(amount / 10) % 10, amount % 10]
  const yuanPart = wholeYuan === 0 ? '' : `${wholeWords(wholeYuan)}元`
  return (fen < 0 ? '负' : '') + yuanPart + cents(jiao, cent, wholeYuan > 0)
}

function cents(jiao: number, cent: number, afterYuan: boolean): string {
  if (jiao === 0 && cent === 0) return '整'
  if (cent === 0) return `${DIGITS[jiao]}角整`
  if (jiao === 0) return `${afterYuan ? '零' : ''}${DIGITS[cent]}分`
  return `${DIGITS[jiao]}角${DIGITS[cent]}分`
}

/** Groups of four digits from the right; a gap inside or between them is read as one 零. */
function wholeWords(value: number): string {
  let words = ''
  let gap = false
  for (let group = Math.floor((String(value).length - 1) / 4); group >= 0; group--) {
    const part = Math.floor(value / 10_000 ** group) % 10_000
    if (part === 0) {
      gap = words !== ''
      continue
    }
    if (words !== '' && (gap || part < 1000)) words += '零'
    words += groupWords(part) + GROUPS[group]
    gap = false
  }
  return words
}

function groupWords(part: number): string {
  let words = ''
  let gap = false
  for (let place = 3; place >= 0; place--) {
    const digit = Math.floor(part / 10 ** place) % 10
    if (digit === 0) {
      gap = words !== ''
      continue
    }
    if (gap) words += '零'
    words += `${DIGITS[digit]}${PLACES[place]}`
    gap = false
  }
  return words
}
