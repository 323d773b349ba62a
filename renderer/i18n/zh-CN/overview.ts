/** Figures by branch and the state of the operation: both asked of the server, never stored here. */
export const overview = {
  title: '网点概览',
  operations: '系统运行',
  asOf: '数据时间 {{time}}',
  refresh: '刷新',
  total: '合计',
  empty: '没有可显示的网点',
  emptyHint: '您的岗位目前没有可查看的网点。如有疑问，请联系信息科技部。',
  column: {
    branch: '网点',
    customers: '客户数',
    retail: '零售',
    corporate: '对公',
    assets: '资产',
    liabilities: '负债',
    contacts: '近 30 天联系',
    openTasks: '待办任务',
    overdueTasks: '逾期任务',
  },
} as const;
