import type { Random } from '#shared/domain/random.ts';

export type Sex = 'female' | 'male';

/** Surnames by their share of the population, in parts per thousand. */
const surnames: readonly (readonly [string, number])[] = [
  ...weights('王李张刘陈', 65),
  ...weights('杨赵黄周吴徐孙胡朱高林何郭马罗', 16),
  ...weights('梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕', 7),
  ...weights(
    '苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文',
    3,
  ),
  // Surnames with a reading of their own: a search must find them under it.
  ...weights('单曾仇解查任华区朴盖尉翟缪乐冼覃盛訾晁谌', 1.2),
  ...(['欧阳', '司马', '诸葛', '上官', '尉迟', '司徒', '皇甫', '东方', '万俟', '令狐'] as const).map(
    (name) => [name, 0.6] as const,
  ),
];

function weights(characters: string, weight: number): (readonly [string, number])[] {
  return [...characters].map((character) => [character, weight] as const);
}

/** Given names go with the years: 建国 was born with the republic, 子轩 after 2000. */
const givenNames: readonly { until: number; female: readonly string[]; male: readonly string[] }[] = [
  {
    until: 1965,
    female: words(
      '秀英 桂兰 玉兰 秀兰 桂英 淑珍 凤英 玉梅 素珍 爱华 月英 惠兰 春兰 淑芬 金凤 美珍 玉珍 兰英',
    ),
    male: words('建国 国强 志明 德明 永福 国庆 建华 文华 金山 家福 明德 福生 长根 树生 国华 新民 援朝 跃进'),
  },
  {
    until: 1985,
    female: words(
      '丽 敏 静 艳 娟 霞 红 燕 萍 玲 丽娟 丽华 晓燕 海燕 春梅 雪梅 小红 建芳 秀丽 亚萍 彩霞 文静 慧敏 玉洁',
    ),
    male: words(
      '伟 强 军 勇 磊 涛 斌 超 波 辉 建军 志强 海涛 文斌 立新 晓东 国平 志勇 永强 宏伟 少华 卫东 春生 俊杰',
    ),
  },
  {
    until: 2000,
    female: words(
      '婷 雪 莹 倩 佳 琳 颖 丹 婷婷 思思 佳琪 晓彤 梦瑶 雨晴 雅婷 文婷 诗雨 欣怡 静怡 思雨 晓雯 若琳 佩珊 媛媛',
    ),
    male: words(
      '浩 鹏 杰 凯 宇 鑫 俊 博 浩然 志远 宇航 天宇 嘉伟 文博 俊豪 子豪 晓峰 明轩 家豪 泽宇 一鸣 思远 睿 翔',
    ),
  },
  {
    until: 9999,
    female: words('子涵 欣妍 梓萱 诗涵 可欣 雨桐 语嫣 若曦 一诺 思涵 梦洁 芷若 佳怡 心怡 紫萱 悦'),
    male: words('子轩 浩宇 梓豪 宇轩 俊熙 博文 一凡 奕辰 皓轩 天佑 子墨 晨阳 嘉懿 铭泽 煜城 瑞'),
  },
];

/** Characters beyond what old systems can store (GB 18030, some outside the basic plane): real names have them. */
const rareGivenNames = words('𠮷祥 𬭚 𫘧 𬴊 䶮 喆 翀 堃 𬀩 𬸚 㛃 犇 骉 玥𬍤');
const ethnicNames: Record<Sex, readonly string[]> = {
  female: words('阿依古丽·买买提 古丽娜尔·艾力 迪丽努尔·吐尔逊 阿孜古丽·肉孜 萨仁·其木格'),
  male: words('买买提·吐尔逊 艾力·阿不都 阿迪力·玉素甫 巴特尔·孟和 吐尔洪·肉孜'),
};

function words(text: string): string[] {
  return text.split(' ');
}

export function inventSurname(random: Random): string {
  return random.weighted(surnames);
}

export function inventGivenName(random: Random, sex: Sex, bornIn: number): string {
  if (random.chance(0.004)) return random.pick(rareGivenNames);
  const era = givenNames.find(({ until }) => bornIn <= until) ?? givenNames[2];
  const given = random.pick(era?.[sex] ?? ['明']);
  // Two single characters make as common a given name as one: it keeps namesakes at a plausible number.
  if ([...given].length > 1 || !random.chance(0.45)) return given;
  const second = random.pick(era?.[sex].filter((name) => [...name].length === 1) ?? ['华']) ?? '华';
  return given === second ? given : given + second;
}

/** A person's full name, surname first. */
export function inventName(random: Random, sex: Sex, bornIn: number): string {
  if (random.chance(0.004)) return random.pick(ethnicNames[sex]);
  return inventSurname(random) + inventGivenName(random, sex, bornIn);
}

/** Some of the first customers have them for certain, so that the smallest bank shows what must be shown right. */
const shownNames: Readonly<Record<number, Record<Sex, string>>> = {
  23: { female: '李𬭎', male: '李𬭎' },
  33: { female: '古丽娜尔·艾力', male: '买买提·吐尔逊' },
  43: { female: '陈㛃', male: '王𠮷祥' },
  53: { female: '张玥𬍤', male: '赵𫘧' },
};

export function shownNameOf(index: number, sex: Sex): string | undefined {
  return shownNames[index]?.[sex];
}

const doubleSurnames = new Set(surnames.map(([name]) => name).filter((name) => [...name].length === 2));

/** The surname that a child takes over; an ethnic name has none. */
export function surnameOf(name: string): string | undefined {
  if (name.includes('·')) return undefined;
  const characters = [...name];
  const double = characters.slice(0, 2).join('');
  return doubleSurnames.has(double) ? double : characters[0];
}
