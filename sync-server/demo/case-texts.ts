import type { ServiceCase } from '#shared/model/service-case.ts';

/** What somebody came with, and how it ended. `{product}` becomes the name of something the customer holds. */
export interface CaseText {
  readonly kind: ServiceCase['kind'];
  readonly severity: ServiceCase['severity'];
  readonly channel: ServiceCase['channel'];
  readonly subject: string;
  readonly detail: string;
  readonly resolution: string;
}

const text = (
  kind: CaseText['kind'],
  severity: CaseText['severity'],
  channel: CaseText['channel'],
  subject: string,
  detail: string,
  resolution: string,
): CaseText => ({ kind, severity, channel, subject, detail, resolution });

export const caseTexts: readonly CaseText[] = [
  text(
    'complaint',
    'serious',
    'call',
    '贷款提前还款未扣款，多计利息',
    '客户称已按约定日期存入足额款项，系统未扣提前还款，次月仍按原计划计息，要求退还多收利息。',
    '核实为预约日期录入有误，已补做提前还款并退还多计利息，客户表示满意。',
  ),
  text(
    'complaint',
    'urgent',
    'counter',
    '账户被误止付，货款无法支付',
    '客户在柜面反映账户被止付，当日有货款必须付出，情绪激动，要求立即处理。',
    '经核实为名单误匹配，当日解除止付并说明原因，已电话致歉。',
  ),
  text(
    'complaint',
    'normal',
    'counter',
    '柜面等候超过一小时',
    '客户周一上午办理{product}业务等候逾一小时，认为窗口开放不足，要求改进并答复。',
    '已向客户致歉，调整周一上午弹性窗口，并告知预约办理方式。',
  ),
  text(
    'complaint',
    'serious',
    'wechat',
    '理财产品收益低于宣传',
    '客户购买{product}后实际收益低于宣传材料所列业绩比较基准，认为存在误导，要求说明。',
    '调取销售录音录像，已说明业绩比较基准不等于收益承诺，客户接受解释。',
  ),
  text(
    'complaint',
    'normal',
    'call',
    '频繁接到营销电话',
    '客户称一周内接到四次推荐信用卡的电话，要求停止营销并说明号码来源。',
    '已将客户列入谢绝营销名单，并回电致歉。',
  ),
  text(
    'complaint',
    'serious',
    'call',
    '信用卡年费未告知',
    '客户称办卡时未被告知需刷满次数才免年费，要求退还已扣年费。',
    '核实办卡资料后按规定退还年费，并短信告知免年费条件。',
  ),
  text(
    'request',
    'normal',
    'counter',
    '开具近两年资产证明',
    '客户子女办理签证，需要近两年流水和存款证明，中英文各一份，周五前取件。',
    '证明已开具，客户已到网点领取。',
  ),
  text(
    'request',
    'normal',
    'wechat',
    '申请调整手机银行转账限额',
    '客户需支付购房首付款，申请临时提高手机银行单日转账限额。',
    '身份核实后已临时调高限额，三日后自动恢复。',
  ),
  text(
    'request',
    'serious',
    'call',
    '银行卡境外消费存疑，要求核查',
    '客户收到一笔境外消费提醒，本人未出境，要求立即锁卡并核查该笔交易。',
    '已即时锁卡，交易经卡组织确认为盗刷，款项已退回，新卡已寄出。',
  ),
  text(
    'request',
    'normal',
    'call',
    '老年客户申请上门办理密码重置',
    '客户行动不便，{product}密码遗忘，申请上门核实身份并重置。',
    '两名员工携设备上门核实后完成重置。',
  ),
  text(
    'suggestion',
    'normal',
    'counter',
    '建议增设老花镜和放大字体凭条',
    '客户建议在填单台增放老花镜，并提供大字体凭条。',
    '已采购并放置，客户来访时已当面告知。',
  ),
  text(
    'suggestion',
    'normal',
    'wechat',
    '建议手机银行增加大额存单提醒',
    '客户希望有新一期大额存单时能提前收到提醒。',
    '建议已转产品部门，客户已加入额度通知名单。',
  ),
];
