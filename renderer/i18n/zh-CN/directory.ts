/** Staff and branches, from the reference data on this device. */
export const directory = {
  title: '通讯录',
  staff: '人员',
  branches: '机构',
  filter: '按姓名、工号、岗位或机构筛选',
  filterLabel: '筛选通讯录',
  column: {
    name: '姓名',
    code: '工号',
    role: '岗位',
    branch: '机构',
    level: '层级',
    parent: '上级机构',
    staff: '人数',
  },
  shown_other: '共 {{count}} 项',
  empty: '没有符合的条目',
  emptyHint: '请缩短筛选文字，或清除筛选。',
  none: '通讯录尚未下载',
  noneHint: '连接服务器后会自动下载，请稍候。',
} as const;
