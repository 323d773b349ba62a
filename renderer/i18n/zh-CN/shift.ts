/** The end of a shift. */
export const shift = {
  title: '我的班次',
  since: '{{time}} 登录 · {{branch}}',
  summary: '本次登录以来',
  contacts: '联系记录',
  others: '其他修改',
  unsent: '尚未发送',
  attention: '待处理',
  unsentKept: '尚未发送的修改已加密保存在本机。退出后由本机自行发送，无需您再次登录。',
  allSent: '所有修改都已送达服务器。',
  list: '本班次的修改',
  empty: '本次登录以来还没有修改',
  emptyHint: '您录入的联系记录和修改会列在这里，并注明是否已送达。',
  column: { time: '时间', what: '内容', customer: '客户', state: '状态' },
  more_other: '另有 {{count}} 项更早的修改未列出。',
  open: '查看我的班次',
} as const;
