import type { Random } from '#shared/domain/random.ts';

const roads =
  '人民路 解放路 中山路 建设路 文化路 新华路 滨河路 学府路 迎宾大道 和平路 长江路 梅园路 竹林街 桂花街 青年路 工业大道 朝阳街 翠竹路'.split(
    ' ',
  );
const estates =
  '阳光花园 锦绣家园 翡翠湾 江南名郡 书香苑 万福里 湖畔春天 金桂园 紫藤小区 和顺里 云山雅居 东方明珠 梧桐苑 星河城'.split(
    ' ',
  );

export function inventHome(random: Random, town: string): string {
  const house = `${random.int(1, 28)}幢${random.int(1, 4)}单元${random.int(1, 18)}0${random.int(1, 4)}室`;
  return `${town}市${random.pick(roads)}${random.int(1, 480)}号${random.pick(estates)}${house}`;
}

export function inventOffice(random: Random, town: string): string {
  return `${town}市${random.pick(roads)}${random.int(1, 980)}号${random.pick(['', '', 'A座', 'B座'])}${random.int(1, 32)}层`;
}

/** Mobile numbers never repeat: a number multiplied by one that shares no factor with 10^8 visits each once. */
export function mobileOf(index: number, random: Random): string {
  const prefix = random.pick([
    '130',
    '133',
    '135',
    '136',
    '137',
    '138',
    '139',
    '150',
    '152',
    '158',
    '159',
    '176',
    '180',
    '186',
    '187',
    '189',
    '199',
  ]);
  return prefix + String((index * 48_271 + 20_260_217) % 100_000_000).padStart(8, '0');
}

export function landline(random: Random): string {
  return `0${random.int(571, 579)}-8${String(random.int(0, 9_999_999)).padStart(7, '0')}`;
}
