// Names for invented people: surnames by their usual frequency, given names by sex, and names of other forms.
import type { Sex } from '@yibao/kernel'
import type { Ethnicity } from '../cities/index.ts'
import type { Random } from '../random.ts'

/** Common surnames, each group half as frequent as the one before it. */
const SURNAME_GROUPS = [
  '王李张刘陈',
  '杨赵黄周吴徐孙胡朱高林何郭马罗',
  '梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜',
  '范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文',
] as const
const DOUBLE_SURNAMES = ['欧阳', '上官', '诸葛', '司马', '慕容', '令狐'] as const
const DOUBLE_SURNAME_SHARE = 0.001

const MALE = '伟强磊军洋勇杰涛明超刚平辉鹏华飞鑫波斌宇浩凯健俊帆帅旭宁龙林建国志文海东新峰成光天达安岩中茂进'
const FEMALE = '芳娜敏静丽艳娟霞秀兰英玉萍红梅琳玲燕洁雪晶倩婷颖莉桂凤淑珍琴云莲真环荣爱妹香月莺媛瑞凡佳'
const SINGLE_GIVEN_SHARE = 0.16

const MONGOLIAN: Readonly<Record<Sex, readonly string[]>> = {
  male: ['巴特尔', '苏和', '阿拉坦', '朝鲁', '那顺', '布和', '宝音', '额尔敦', '哈斯巴根', '孟和'],
  female: ['乌云其其格', '萨仁', '其其格', '托娅', '娜仁', '高娃', '乌兰', '琪琪格', '斯琴', '阿茹娜'],
}

/** Names of two parts joined by a middle dot: interfaces must take them whole. */
const DOTTED_FIRST: Readonly<Record<Sex, readonly string[]>> = {
  male: ['阿卜杜拉', '买买提', '艾尔肯', '吐尔逊', '亚森', '克里木'],
  female: ['古丽', '阿依努尔', '热依汗', '帕提古丽', '米娜娃', '迪丽努尔'],
}
const DOTTED_LAST = ['买买提', '吐尔逊', '艾山', '依明', '卡德尔', '热合曼', '赛买提'] as const

/** A surname outside the basic plane (U+20BB7): one character that is two units of text in most programs. */
export const RARE_SURNAME = '\u{20BB7}'

export function personName(random: Random, sex: Sex, form: Ethnicity['names']): string {
  if (form === 'mongolian') return random.pick(MONGOLIAN[sex])
  if (form === 'dotted') return `${random.pick(DOTTED_FIRST[sex])}·${random.pick(DOTTED_LAST)}`
  return surname(random) + givenName(random, sex)
}

export function surname(random: Random): string {
  if (random.chance(DOUBLE_SURNAME_SHARE)) return random.pick(DOUBLE_SURNAMES)
  return characterOf(
    random,
    random.weighted(SURNAME_GROUPS, (group) => frequency(group)),
  )
}

/** Five surnames are a third of all; the groups' own order gives the rest its shape. */
const frequency = (group: (typeof SURNAME_GROUPS)[number]): number => 1 / (1 + SURNAME_GROUPS.indexOf(group) * 0.9)

export function givenName(random: Random, sex: Sex): string {
  const characters = sex === 'male' ? MALE : FEMALE
  const first = characterOf(random, characters)
  return random.chance(SINGLE_GIVEN_SHARE) ? first : first + characterOf(random, characters)
}

function characterOf(random: Random, characters: string): string {
  return characters.charAt(random.int(0, characters.length - 1))
}
