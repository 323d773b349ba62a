import type { ContactLog } from '#shared/model/contact-log.ts';

export interface NoteTemplate {
  readonly channel: ContactLog['channel'];
  readonly direction: ContactLog['direction'];
  readonly outcome: ContactLog['outcome'];
  /** `{product}` becomes the name of something the customer holds. */
  readonly note: string;
  readonly nextStep?: string;
}

const template = (
  channel: ContactLog['channel'],
  direction: ContactLog['direction'],
  outcome: ContactLog['outcome'],
  note: string,
  nextStep?: string,
): NoteTemplate => ({ channel, direction, outcome, note, ...(nextStep === undefined ? {} : { nextStep }) });

/** What the counter writes down. */
export const counterNotes: readonly NoteTemplate[] = [
  template('counter', 'inbound', 'reached', '办理取款，核对证件无误。'),
  template('counter', 'inbound', 'reached', '柜面存款，顺便咨询定期利率，已告知各期限利率。'),
  template(
    'counter',
    'inbound',
    'interested',
    '办理{product}业务时对理财感兴趣，已转介客户经理。',
    '客户经理电话联系',
  ),
  template('counter', 'inbound', 'reached', '更换手机号，已更新签约信息。'),
  template(
    'counter',
    'inbound',
    'follow_up',
    '反映手机银行无法登录，已协助重置，需回访确认。',
    '回访手机银行使用情况',
  ),
  template('counter', 'inbound', 'declined', '推荐信用卡，客户表示暂不需要。'),
  template('counter', 'inbound', 'reached', '补登存折，打印近半年流水。'),
  template('counter', 'inbound', 'reached', '大额取现预约，已登记，明日上午来取。'),
  template(
    'counter',
    'inbound',
    'interested',
    '询问大额存单起点和利率，请其留下联系方式。',
    '有额度时通知客户',
  ),
];

/** What relationship managers write down about private customers. */
export const retailNotes: readonly NoteTemplate[] = [
  template('call', 'outbound', 'reached', '电话问候，客户对{product}收益满意，近期无大额支出计划。'),
  template('call', 'outbound', 'no_answer', '电话未接，稍后再联系。', '再次电话联系'),
  template(
    'call',
    'outbound',
    'interested',
    '介绍新发理财，客户有意认购二十万元，周末与家人商量后答复。',
    '周一电话确认',
  ),
  template('call', 'outbound', 'declined', '推荐基金定投，客户偏好稳健，暂不考虑。'),
  template('call', 'inbound', 'reached', '客户来电询问{product}到期如何处理，已说明可自动转存。'),
  template('wechat', 'outbound', 'reached', '微信发送利率表，客户已读并致谢。'),
  template(
    'wechat',
    'inbound',
    'follow_up',
    '客户微信咨询提前还款手续，已告知需提前预约。',
    '准备提前还款材料',
  ),
  template(
    'wechat',
    'outbound',
    'interested',
    '发送{product}续作方案，客户请求试算三年收益。',
    '发送收益试算',
  ),
  template(
    'visit',
    'outbound',
    'reached',
    '上门拜访，了解到孩子明年留学，有购汇和存款证明需求。',
    '准备留学金融方案',
  ),
  template(
    'visit',
    'outbound',
    'interested',
    '登门送生日礼物，客户拟将他行资金转入，约三十万元。',
    '跟进资金转入',
  ),
  template('sms', 'outbound', 'reached', '短信提醒证件即将到期，请携带新证件到网点更新。'),
  template(
    'call',
    'outbound',
    'follow_up',
    '提醒贷款本期还款日，客户表示工资发放后即存入。',
    '还款日核对入账',
  ),
  template('email', 'outbound', 'reached', '邮件发送资产配置月报。'),
];

export const corporateNotes: readonly NoteTemplate[] = [
  template('visit', 'outbound', 'reached', '走访企业，订单较上季度增加，厂房满负荷运转。'),
  template(
    'visit',
    'outbound',
    'interested',
    '与财务负责人商谈流动资金贷款续作，需补充上年度审计报告。',
    '收集审计报告',
  ),
  template('call', 'outbound', 'reached', '电话核实季度结算量，客户反映网银转账顺畅。'),
  template('call', 'inbound', 'follow_up', '财务来电咨询代发工资开通流程，已发送清单。', '上门签约代发'),
  template('visit', 'outbound', 'declined', '推荐结构性存款，企业近期付款集中，暂无闲置资金。'),
  template('email', 'outbound', 'reached', '邮件发送授信所需材料清单。', '跟进材料进度'),
  template('wechat', 'outbound', 'no_answer', '微信询问贷款到期安排，尚未回复。', '电话联系财务负责人'),
  template('counter', 'inbound', 'reached', '出纳到柜面购买重要空白凭证，更换预留印鉴咨询。'),
];
