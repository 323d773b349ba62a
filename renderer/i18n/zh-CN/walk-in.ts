/** A customer of another branch at the counter: looked up in the whole bank, for a reason that is kept. */
export const walkIn = {
  title: '在全行查找客户',
  offer: '在全行查找这个号码…',
  offerHint: '本机没有这位客户。如客户在柜台出示了证件、银行卡或客户号，可在全行查找。',
  explain: '请准确输入客户出示的号码。找到后，档案供本网点使用至今日营业结束；查找及其原因会留存备查。',
  by: '号码类型',
  kind: { idNumber: '证件号码', cardNo: '银行卡号', customerNo: '客户号' },
  value: '号码',
  why: '原因',
  choose: '请选择',
  reason: {
    counter: '柜台办理业务',
    card: '银行卡或密码问题',
    loss: '挂失',
    loan: '贷款咨询或申请',
    complaint: '投诉或异议',
    other: '其他',
  },
  detail: '说明（选填）',
  detailNeeded: '说明',
  missing: {
    value: '请输入客户出示的号码。',
    reason: '请选择原因，以便留存备查。',
    detail: '请写明原因，以便留存备查。',
  },
  submit: '查找',
  notFound: '全行没有使用此号码的客户，或其档案不能在此打开。请与客户核对号码和类型。',
  offline: '全行查找需要连接服务器。恢复连接后请重试。',
  arriving: {
    soon: '已找到，正在接收客户档案，到达后自动打开。',
    long: '线路较慢，档案仍在接收。您可以关闭此窗口，档案到达后可在客户列表中找到。',
  },
} as const;
