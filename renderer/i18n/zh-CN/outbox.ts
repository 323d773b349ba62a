/** The list of edits that the server has not answered, or answered with something to look at. */
export const outbox = {
  title: '未发送与待处理的修改',
  empty: '所有修改都已被服务器接受',
  emptyHint: '离线时所做的修改会列在这里，直到发送完毕。',
  waiting: '等待发送',
  attention: '需要您查看',
  recent: '最近已发送',
  explain: {
    pending: '已安全保存在本机，连接恢复后自动发送。',
    sending: '正在发送，尚未收到答复。',
    conflict: '他人先改了同一项目。客户资料目前是对方的值，您的值保留在此。',
    parked: '客户已不在您名下，此修改已转交现负责人处理。',
    rejected: '服务器未接受此修改。',
  },
  value: { field: '项目', base: '原值', mine: '我的值', theirs: '对方的值', empty: '（空）' },
  by: '{{name}} 修改于 {{time}}',
  openCustomer: '打开客户',
  dismiss: '知道了，移除',
  dismissLabel: '知道了，移除：{{what}}',
  enteredAt: '录入于 {{time}}',
  changes: '修改内容',
  noCustomer: '客户不在本机',
} as const;
