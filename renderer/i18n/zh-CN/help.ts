/** The guide beside a screen. */
export const help = {
  title: '使用说明',
  all: '全部章节',
  search: '在说明中查找',
  none: '没有找到相关章节',
  noneHint: '请换一个词，或删去输入，查看全部章节。',
} as const;
